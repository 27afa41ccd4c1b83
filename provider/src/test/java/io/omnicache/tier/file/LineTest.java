/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines as they are made and as they are read. */
class LineTest {
    private static final long HASH = 0x0123456789abcdefL;

    /** Takes for JSON what is marked with a first byte 'j', as a codec might. */
    static final ValueText MARKED = new ValueText() {
        @Override
        public int textStart(byte[] encoded) {
            return encoded.length > 1 && encoded[0] == 'j' ? 1 : NONE;
        }

        @Override
        public byte[] encoded(byte[] line, int from, int to) {
            byte[] encoded = new byte[to - from + 1];
            encoded[0] = 'j';
            System.arraycopy(line, from, encoded, 1, to - from);
            return encoded;
        }
    };

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TierRecord entry(byte[] value, long deadline) {
        return new TierRecord(value, 3, 1_000, 2_000, deadline);
    }

    private static byte[] made(byte[] key, TierRecord entry) throws IOException {
        Lines lines = new Lines();
        lines.put(HASH, key, entry, MARKED);
        return Arrays.copyOf(lines.bytes(), lines.length());
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static Line parsed(byte[] bytes) {
        Line line = new Line();
        assertThat(line.parse(bytes, 0, bytes.length - 1)).as(text(bytes)).isTrue();
        return line;
    }

    @Test
    void valueThatIsJsonStandsAsItIs() throws IOException {
        byte[] line = made(bytes("user:1"), entry(bytes("j{\"name\":\"Ada\"}"), 5_000));
        assertThat(text(line).substring(14))
                .startsWith("\",\"h\":\"0123456789abcdef")
                .contains(
                        "\",\"k\":\"user:1\",\"m\":[3,1000,2000,5000],\"v\":{\"name\":\"Ada\"},\"z\":\"0123456789abcdef")
                .endsWith("\"}\n");
        TierRecord read = parsed(line).entry(MARKED);
        assertThat(text(read.value())).isEqualTo("j{\"name\":\"Ada\"}");
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.created()).isEqualTo(1_000);
        assertThat(read.accessed()).isEqualTo(2_000);
        assertThat(read.deadline()).isEqualTo(5_000);
    }

    @Test
    void otherValuesStandInBase64AndEternalOnesHaveNoDeadline() throws IOException {
        byte[] line = made(new byte[] {0, 1, 2}, entry(new byte[] {1, 2, 3}, TierRecord.NEVER));
        assertThat(text(line)).contains("\"kb\":\"AAEC\",\"m\":[3,1000,2000,null],\"b\":\"AQID\",\"z\":");
        Line read = parsed(line);
        assertThat(read.entry(MARKED).value()).containsExactly(1, 2, 3);
        assertThat(read.deadline()).isEqualTo(TierRecord.NEVER);
        assertThat(read.key().bytes()).containsExactly(0, 1, 2);
        assertThat(read.hash()).isEqualTo(HASH);
    }

    @Test
    void jsonWithANewlineWouldEndTheLineAndStandsInBase64() throws IOException {
        byte[] line = made(bytes("a"), entry(bytes("j{\n}"), 1));
        assertThat(text(line)).contains("\"b\":\"").doesNotContain("\"v\":");
        assertThat(text(parsed(line).entry(MARKED).value())).isEqualTo("j{\n}");
        for (int length = 1; length < 30; length++) {
            byte[] value = new byte[length + 1];
            Arrays.fill(value, (byte) 'j');
            assertThat(text(made(bytes("a"), entry(value, 1)))).contains("\"v\":j");
            for (int i = 1; i <= length; i++) {
                value[i] = '\n';
                assertThat(text(made(bytes("a"), entry(value, 1)))).contains("\"b\":");
                value[i] = 'j';
            }
        }
    }

    @Test
    void keysAreShownAsTextWhereTheyAreText() throws IOException {
        assertThat(text(made(bytes("a\"b\\c"), entry(bytes("x"), 1)))).contains("\"k\":\"a\\\"b\\\\c\",\"m\"");
        assertThat(text(made(bytes("\u0001Zürich"), entry(bytes("x"), 1)))).contains("\"k\":\"\\u0001Zürich\",\"m\"");
        assertThat(text(made(new byte[] {'a', (byte) 0xff}, entry(bytes("x"), 1))))
                .contains("\"kb\":\"Yf8=\",\"m\"");
        assertThat(text(made(bytes("a\nb"), entry(bytes("x"), 1)))).contains("\"kb\":\"YQpi\",\"m\"");
    }

    @Test
    void removalsHaveTheirKeyOrOnlyItsHash() {
        Lines lines = new Lines();
        lines.removal(HASH, bytes("user:1"));
        lines.removal(HASH, null);
        String all = text(Arrays.copyOf(lines.bytes(), lines.length()));
        assertThat(all.split("\n")[0]).contains(",\"k\":\"user:1\",\"d\":1,\"z\":\"");
        assertThat(all.split("\n")[1]).contains("\",\"d\":1,\"z\":\"").doesNotContain("\"k\"");
        for (int i = 0; i < 2; i++) {
            Line line = new Line();
            assertThat(line.parse(lines.bytes(), lines.start(i), lines.end(i) - 1))
                    .isTrue();
            assertThat(line.kind()).isEqualTo(Line.Kind.REMOVAL);
            assertThat(line.hash()).isEqualTo(HASH);
            assertThat(line.hasKey()).isEqualTo(i == 0);
        }
    }

    @Test
    void noFlippedBitPasses() throws IOException {
        byte[] line = made(bytes("user:1"), entry(bytes("j{\"name\":\"Ada\"}"), 5_000));
        Line read = new Line();
        for (int bit = 0; bit < 8 * (line.length - 1); bit++) {
            line[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read.parse(line, 0, line.length - 1)).as("bit %d", bit).isFalse();
            line[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(read.parse(line, 0, line.length - 1)).isTrue();
    }

    @Test
    void noPartOfALinePasses() throws IOException {
        byte[] line = made(bytes("user:1"), entry(bytes("j{\"name\":\"Ada\"}"), 5_000));
        Line read = new Line();
        for (int end = 0; end < line.length - 1; end++) {
            assertThat(read.parse(line, 0, end)).as("the first %d bytes", end).isFalse();
        }
    }

    @Test
    void damagedFingerprintIsNotTakenForOne() {
        byte[] digits = new byte[Fingerprint.LENGTH];
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            long hash = random.nextLong();
            Fingerprint.write(digits, 0, hash, i);
            assertThat(Fingerprint.isAt(digits, 0, i)).isTrue();
            assertThat(Fingerprint.isAt(digits, 0, i + 1)).isFalse();
            assertThat(Fingerprint.hash(digits, 0)).isEqualTo(hash);
            int bit = random.nextInt(8 * digits.length);
            digits[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Fingerprint.isAt(digits, 0, i))
                    .as("bit %d of %x", bit, hash)
                    .isFalse();
        }
    }

    /** The first vectors of the algorithm's 1-3 variant would be another implementation's word; this holds that ours stays what it is. */
    @Test
    void hashesDependOnEachByteAndOnTheSeed() {
        KeyHash one = new KeyHash(1, 2);
        long hash = one.of(bytes("user:1"));
        assertThat(one.of(bytes("user:1"))).isEqualTo(hash);
        assertThat(new KeyHash(1, 3).of(bytes("user:1"))).isNotEqualTo(hash);
        assertThat(KeyHash.parse(one.text()).of(bytes("user:1"))).isEqualTo(hash);
        for (int length = 0; length < 40; length++) {
            byte[] key = new byte[length];
            long before = one.of(key);
            for (int i = 0; i < length; i++) {
                key[i] = 1;
                assertThat(one.of(key)).isNotEqualTo(before);
                key[i] = 0;
            }
            assertThat(one.of(new byte[length + 1])).isNotEqualTo(before);
        }
    }

    @Test
    void locationsHoldWhatTheyAreMadeOf() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            int slot = 1 + random.nextInt(Location.MOST_SLOTS);
            long offset = random.nextLong(1L << 32);
            int length = 1 + random.nextInt(1 << 1 + random.nextInt(30));
            long location = Location.of(slot, offset, length);
            assertThat(Location.slot(location)).isEqualTo(slot);
            assertThat(Location.offset(location)).isEqualTo(offset);
            assertThat(length)
                    .isLessThanOrEqualTo(Location.mostLength(location))
                    .isGreaterThan(Location.leastLength(location));
            assertThat(Location.mostLength(location) - length).isLessThan(Math.max(16, length / 512));
        }
        assertThat(Location.mostLength(Location.of(1, 0, Location.MOST_LENGTH))).isEqualTo(Location.MOST_LENGTH);
    }
}
