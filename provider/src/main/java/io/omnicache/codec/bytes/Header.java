/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a value begin with: how the rest is to be read, whatever the configuration says.
 *
 * <pre>
 * 01  JSON text                                   plain JSON: the text is all that follows, to the end
 * 02  serializer  compressor  key id  [length]  payload
 *
 *   serializer   1 raw, 2 java, 3 json, 4 cbor, 5 smile, 6 msgpack, 7 fory; 0: its name follows as a text
 *   compressor   0 none, 1 deflate, 2 zstd, 3 lz4; 255: its name follows as a text
 *   key id       empty; the room of what encryption needs stands before all this, see {@link EncryptedBytes}
 *   length       only with a compressor: that of the payload before it was compressed
 * </pre>
 *
 * A text is its length and its bytes in UTF-8; lengths have seven bits in each byte, the least significant ones first, and the
 * highest bit says that more follow. A byte or number that is not listed is of another release: unreadable, and left in place.
 *
 * @param length of the payload before it was compressed; -1 without a compressor
 */
record Header(String serializer, @Nullable String compressor, String keyId, int length) {
    static final int JSON_TEXT = 1;
    static final int GENERAL = 2;
    static final int MOST_NAME = 64;

    private static final List<String> SERIALIZERS =
            List.of("", RawSerializer.NAME, JavaSerializer.NAME, "json", "cbor", "smile", "msgpack", "fory");
    private static final List<String> COMPRESSORS = List.of("", "deflate", "zstd", "lz4");
    private static final int NAMED_SERIALIZER = 0;
    private static final int NO_COMPRESSOR = 0;
    private static final int NAMED_COMPRESSOR = 255;

    /** Returns the header and the payload. */
    byte[] before(byte[] payload) {
        ByteOutput out = new ByteOutput(2 * MOST_NAME);
        out.int1(GENERAL);
        int number = Math.max(SERIALIZERS.indexOf(serializer), NAMED_SERIALIZER);
        out.int1(number);
        if (number == NAMED_SERIALIZER) {
            out.text(serializer);
        }
        writeCompressor(out);
        out.text(keyId);
        if (compressor != null) {
            out.length(length);
        }
        return out.join(payload);
    }

    private void writeCompressor(ByteOutput out) {
        if (compressor == null) {
            out.int1(NO_COMPRESSOR);
            return;
        }
        int number = COMPRESSORS.indexOf(compressor);
        out.int1(number < 0 ? NAMED_COMPRESSOR : number);
        if (number < 0) {
            out.text(compressor);
        }
    }

    /** Reads the header; the payload is what is left. */
    static Header read(ByteInput in) throws UnreadableException {
        int format = in.int1();
        if (format == JSON_TEXT) {
            return new Header("json", null, "", -1);
        }
        if (format == EncryptedBytes.VALUE || format == EncryptedBytes.NAMED_VALUE) {
            throw new UnreadableException("a value is encrypted, and the cache has no key");
        }
        if (format != GENERAL) {
            throw new UnreadableException("format " + format + " is not known to this release");
        }
        int number = in.int1();
        String serializer = number == NAMED_SERIALIZER ? in.text() : listed(SERIALIZERS, number, "serializer");
        int packed = in.int1();
        String compressor = packed == NO_COMPRESSOR ? null : compressor(packed, in);
        String keyId = in.text();
        return new Header(serializer, compressor, keyId, compressor == null ? -1 : in.length());
    }

    private static String compressor(int number, ByteInput in) throws UnreadableException {
        return number == NAMED_COMPRESSOR ? in.text() : listed(COMPRESSORS, number, "compressor");
    }

    private static String listed(List<String> names, int number, String what) throws UnreadableException {
        if (number >= names.size()) {
            throw new UnreadableException(what + " " + number + " is not known to this release");
        }
        return names.get(number);
    }
}
