/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Texts as bytes, exactly: one form for each text, also for those that UTF-8 has no form for. */
final class Text {
    /*
     * UTF-8, and for a text with an unpaired surrogate the byte FF, which UTF-8 never has, before its 16-bit units.
     */
    private static final int NOT_WELL_FORMED = 0xFF;

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    static byte[] encode(String text) {
        return isWellFormed(text) ? text.getBytes(UTF_8) : units(text);
    }

    static String decode(byte[] bytes) throws UnreadableException {
        if (bytes.length > 0 && (bytes[0] & 0xFF) == NOT_WELL_FORMED) {
            return ofUnits(bytes);
        }
        String text = new String(bytes, UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // what is no UTF-8 would show as such a character
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("a text is not UTF-8", e);
        }
    }

    /** Whether each surrogate is one of a pair. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static byte[] units(String text) {
        ByteOutput out = new ByteOutput().int1(NOT_WELL_FORMED);
        for (int i = 0; i < text.length(); i++) {
            out.int2(text.charAt(i));
        }
        return out.toBytes();
    }

    private static String ofUnits(byte[] bytes) throws UnreadableException {
        if (bytes.length % 2 == 0) {
            throw new UnreadableException("half a character is missing");
        }
        String text = ByteBuffer.wrap(bytes, 1, bytes.length - 1)
                .slice()
                .asCharBuffer()
                .toString();
        if (isWellFormed(text)) {
            throw new UnreadableException("a text is not in its own form");
        }
        return text;
    }
}
