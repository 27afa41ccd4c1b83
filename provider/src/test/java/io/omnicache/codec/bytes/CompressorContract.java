/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Compressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link Compressor} does. To test one, extend this class and give it the compressor. */
public abstract class CompressorContract {
    private static final int SEED = 1;

    /** The compressor under test; may be called several times. */
    protected abstract Compressor compressor();

    private byte[] again(byte[] plain) throws IOException {
        byte[] compressed = compressor().compress(plain);
        return compressor().decompress(compressed, 0, compressed.length, plain.length);
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "the same words again and again ".charAt(i % 31);
        }
        return text;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(SEED).nextBytes(noise);
        return noise;
    }

    @Test
    final void nameIsShortAsciiAndStaysTheSame() {
        String name = compressor().name();
        assertThat(name).matches("[!-~]{1,64}");
        assertThat(compressor().name()).isEqualTo(name);
    }

    @Test
    final void whatWasCompressedComesBack() throws IOException {
        for (int length : new int[] {0, 1, 2, 100, 1 << 12, (1 << 16) + 1, 1 << 20}) {
            assertThat(again(text(length))).as("%d bytes of text", length).isEqualTo(text(length));
            assertThat(again(noise(length))).as("%d bytes of noise", length).isEqualTo(noise(length));
        }
    }

    @Test
    final void repetitionBecomesSmaller() {
        assertThat(compressor().compress(text(10_000))).hasSizeLessThan(5_000);
    }

    @Test
    final void onlyTheGivenBytesAreRead() throws IOException {
        byte[] compressed = compressor().compress(text(1000));
        byte[] inside = new byte[compressed.length + 20];
        Arrays.fill(inside, (byte) 0x55);
        System.arraycopy(compressed, 0, inside, 7, compressed.length);
        assertThat(compressor().decompress(inside, 7, 7 + compressed.length, 1000))
                .isEqualTo(text(1000));
    }

    @Test
    final void anotherLengthIsRefused() {
        byte[] compressed = compressor().compress(text(1000));
        for (int length : new int[] {0, 1, 999, 1001, 100_000}) {
            assertThatThrownBy(() -> compressor().decompress(compressed, 0, compressed.length, length))
                    .as("length %d", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    final void bytesThatAreMissingAreRefused() {
        byte[] compressed = compressor().compress(text(1000));
        assertThatThrownBy(() -> compressor().decompress(compressed, 0, compressed.length / 2, 1000))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> compressor().decompress(compressed, 0, 0, 1000))
                .isInstanceOf(IOException.class);
    }

    @Test
    final void damageGivesTheWantedLengthOrTheException() throws IOException {
        byte[] compressed = compressor().compress(text(1000));
        for (int bit = 0; bit < 8 * compressed.length; bit++) {
            byte[] damaged = compressed.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(compressor().decompress(damaged, 0, damaged.length, 1000))
                        .hasSize(1000);
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
        assertThat(again(text(1000))).as("after damage").isEqualTo(text(1000));
    }

    @Test
    final void manyThreadsMayUseIt() throws Exception {
        Compressor one = compressor();
        Callable<Boolean> work = () -> {
            for (int length = 1; length < 3000; length += 7) {
                byte[] compressed = one.compress(text(length));
                assertThat(one.decompress(compressed, 0, compressed.length, length))
                        .isEqualTo(text(length));
            }
            return true;
        };
        ManyThreads.run(work);
    }
}
