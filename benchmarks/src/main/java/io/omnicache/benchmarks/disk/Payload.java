/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Keys of 16 characters and values of 1 KB: number and version, then text of an order with random words and numbers. */
final class Payload {
    static final int SIZE = 1024;

    private static final String DIGITS = "00000000000";
    private static final int TEXTS = 64;
    private static final int WORDS = 400;
    private static final byte[][] TEXT = texts();

    private Payload() {}

    static String key(int number) {
        String digits = Integer.toString(number);
        return "user:" + DIGITS.substring(digits.length()) + digits;
    }

    static byte[] value(int number, int version) {
        byte[] value = TEXT[(number + version) & (TEXTS - 1)].clone();
        ByteBuffer.wrap(value).putInt(number).putInt(version);
        return value;
    }

    /** Returns the version of a value; throws if it is not one of this key. */
    static int version(int number, byte @Nullable [] value) {
        if (value == null) {
            throw new IllegalStateException("an entry is missing: " + key(number));
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        if (value.length != SIZE || buffer.getInt() != number) {
            throw new IllegalStateException("a value of another key was read: " + key(number));
        }
        return buffer.getInt();
    }

    /** Throws if this is not exactly that value of the key. */
    static void check(int number, int version, byte @Nullable [] value) {
        if (!Arrays.equals(value(number, version), value)) {
            throw new IllegalStateException("not version " + version + " of " + key(number));
        }
    }

    private static byte[][] texts() {
        Random random = new Random(7);
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = random.ints(3 + random.nextInt(8), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        byte[][] texts = new byte[TEXTS][];
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder("12345678{\"lines\":[");
            while (text.length() < SIZE) {
                text.append("{\"item\":\"")
                        .append(words[random.nextInt(WORDS)])
                        .append(' ')
                        .append(words[random.nextInt(WORDS)])
                        .append("\",\"count\":")
                        .append(random.nextInt(100))
                        .append(",\"price\":")
                        .append(random.nextInt(1_000_000))
                        .append("},");
            }
            texts[i] = text.substring(0, SIZE).getBytes(StandardCharsets.US_ASCII);
        }
        return texts;
    }
}
