/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads how keys and values become bytes. */
final class CodecReader {
    private static final Words WORDS =
            Words.of("allow", "compressor", "encryption", "limit", "serializer", "threshold");
    private static final String BYTES =
            "a whole number of 1 or more, of bytes or with one of the units KiB, MiB, GiB, such as 512 or"
                    + " 4KiB, up to " + Integer.MAX_VALUE + " bytes";
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB");

    private CodecReader() {}

    /** Checks the names that a cache or template states, which only those who look for services know. */
    static void requireKnown(
            Layer layer,
            Supplier<? extends Collection<String>> serializers,
            Supplier<? extends Collection<String>> compressors,
            Supplier<? extends Collection<String>> keyProviders,
            Supplier<? extends Collection<String>> encryptors) {
        Stated stated = layer.stated().get(Option.CODEC);
        if (stated != null && stated.value() instanceof CodecOptions codec) {
            requireKnown(layer, stated, "serializer", codec.serializer(), CodecOptions.AUTO, serializers);
            requireKnown(layer, stated, "compressor", codec.compressor(), CodecOptions.NONE, compressors);
            EncryptionOptions encryption = codec.encryption();
            if (encryption != null && encryption.keys() instanceof EncryptionOptions.Provided provided) {
                requireKnown(layer, stated, "encryption.keyProvider", provided.keyProvider(), "", keyProviders);
            }
            if (encryption != null && encryption.encryptor() != null) {
                requireKnown(layer, stated, "encryption.encryptor", encryption.encryptor(), "", encryptors);
            }
        }
    }

    private static void requireKnown(
            Layer layer,
            Stated stated,
            String word,
            String name,
            String builtIn,
            Supplier<? extends Collection<String>> known) {
        if (name.equals(builtIn) || known.get().contains(name)) {
            return;
        }
        // Which of the words a placeholder stood behind is not known any more: then none is shown.
        String given = stated.secret() ? "is no known name" : "was '" + name + "'";
        String suggestion = stated.secret() ? "" : Suggestion.didYouMean(name, known.get());
        throw new ConfigurationException(Cursor.message(
                stated.place(),
                layer.subject(),
                "codec." + word,
                given + ", allowed is one of " + Words.list(known.get()) + suggestion));
    }

    static CodecOptions read(Cursor cursor) {
        Map<String, Cursor> entries = WORDS.in(cursor);
        CodecOptions none = CodecOptions.DEFAULT;
        int threshold = bytes(entries.get("threshold"), none.threshold());
        Cursor limited = entries.get("limit");
        int limit = bytes(limited, Math.max(threshold, none.limit()));
        if (limited != null && limit < threshold) {
            throw limited.wrong(
                    limited.given() + ", allowed is at least the threshold, which is " + threshold + " bytes");
        }
        return new CodecOptions(
                name(entries.get("serializer"), "the name of a serializer", none.serializer()),
                name(entries.get("compressor"), "the name of a compressor", none.compressor()),
                threshold,
                limit,
                allow(entries.get("allow")),
                EncryptionReader.read(entries.get("encryption")));
    }

    private static String name(@Nullable Cursor cursor, String allowed, String missing) {
        return cursor == null ? missing : cursor.text(allowed);
    }

    private static int bytes(@Nullable Cursor cursor, int missing) {
        if (cursor == null) {
            return missing;
        }
        List<String> meant = Quantities.otherCase(cursor.written(), UNITS).stream()
                .filter(text -> !text.equals(cursor.written())) // the unit is right, the number is too large
                .toList();
        return cursor.read(
                BYTES,
                meant,
                text -> Optional.of(text)
                        .filter(written -> !written.endsWith("k") && !written.endsWith("M")) // units of counts
                        .flatMap(written -> Quantities.count(written).or(() -> Quantities.bytes(written)))
                        .filter(number -> number <= Integer.MAX_VALUE)
                        .map(Long::intValue));
    }

    private static List<String> allow(@Nullable Cursor cursor) {
        List<String> patterns = new ArrayList<>();
        if (cursor != null) {
            for (Cursor item : cursor.items("a list such as [\"com.acme.*\"]")) {
                patterns.add(item.read(
                        CodecOptions.PATTERN,
                        List.of(),
                        text -> Optional.of(text).filter(CodecOptions::isPattern)));
            }
        }
        return List.copyOf(patterns);
    }
}
