/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Encryptor;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Encryptor} does. To test one, extend this class and give it the encryptor. */
public abstract class EncryptorContract {
    private static final int THREADS = 4;
    private static final int FRAME = 7;
    private static final byte[] CONTEXT = "manager cache key".getBytes(StandardCharsets.UTF_8);

    /** The encryptor under test; may be called several times. */
    protected abstract Encryptor encryptor();

    private static SecretKey key(int number) {
        return new SecretKeySpec(TestSeals.key(number), "AES");
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) ("a value that nobody is to read ".charAt(i % 31));
        }
        return plain;
    }

    private byte[] decrypt(int key, long number, byte[] context, byte[] sealed) throws GeneralSecurityException {
        return encryptor().decrypt(key(key), number, context, sealed, 0, sealed.length);
    }

    @Test
    final void nameIsShortAsciiAndStaysTheSame() {
        assertThat(encryptor().name())
                .matches("[!-~]{1,64}")
                .isEqualTo(encryptor().name());
    }

    @Test
    final void itHasAPublicConstructorWithoutParameters() throws ReflectiveOperationException {
        Class<?> type = encryptor().getClass();
        assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        assertThat(type.getConstructor().newInstance()).isInstanceOf(Encryptor.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 100_000})
    final void whatWasEncryptedIsDecrypted(int length) throws GeneralSecurityException {
        byte[] plain = plain(length);
        byte[] context = CONTEXT.clone();
        for (long number : new long[] {0, 1, 1L << 32}) {
            byte[] sealed = encryptor().encrypt(key(1), number, context, plain);
            assertThat(decrypt(1, number, context, sealed)).isEqualTo(plain(length));
        }
        assertThat(plain).as("what is encrypted stays as it is").isEqualTo(plain(length));
        assertThat(context).isEqualTo(CONTEXT);
    }

    @Test
    final void onlyTheBytesOfTheRangeAreRead() throws GeneralSecurityException {
        byte[] sealed = encryptor().encrypt(key(1), 5, CONTEXT, plain(100));
        byte[] framed = new byte[sealed.length + 2 * FRAME];
        Arrays.fill(framed, (byte) -1);
        System.arraycopy(sealed, 0, framed, FRAME, sealed.length);
        assertThat(encryptor().decrypt(key(1), 5, CONTEXT, framed, FRAME, FRAME + sealed.length))
                .isEqualTo(plain(100));
    }

    @Test
    final void nothingShowsWhatWasEncrypted() {
        byte[] sealed = encryptor().encrypt(key(1), 5, CONTEXT, plain(200));
        String text = new String(sealed, StandardCharsets.ISO_8859_1);
        assertThat(text.contains("nobody")).isFalse();
        assertThat(encryptor().encrypt(key(1), 6, CONTEXT, plain(200)))
                .as("under another number the same bytes look otherwise")
                .isNotEqualTo(sealed);
        assertThat(encryptor().encrypt(key(2), 5, CONTEXT, plain(200))).isNotEqualTo(sealed);
    }

    /** With one nonce for two numbers, the difference of what was encrypted would be that of the plain bytes, in most algorithms. */
    @Test
    final void eachNumberHasAKeystreamOfItsOwn() {
        byte[] same = plain(4_096);
        byte[] other = same.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] ^= (byte) (i * 31 + 7);
        }
        byte[] first = encryptor().encrypt(key(1), 5, CONTEXT, same);
        for (long number : new long[] {6, 5 + (1 << 8), 5 + (1 << 16), 5 + (1L << 24), 1L << 32}) {
            assertThat(equalPlaces(first, encryptor().encrypt(key(1), number, CONTEXT, same), null))
                    .as("equal bytes of two forms of the same, number %d", number)
                    .isLessThan(same.length / 20);
            byte[] difference = new byte[same.length];
            for (int i = 0; i < difference.length; i++) {
                difference[i] = (byte) (same[i] ^ other[i]);
            }
            assertThat(equalPlaces(first, encryptor().encrypt(key(1), number, CONTEXT, other), difference))
                    .as("places where the difference is that of the plain bytes, number %d", number)
                    .isLessThan(same.length / 20);
        }
    }

    /** Counts where two are alike, but for a difference at any distance from their beginnings. */
    private static int equalPlaces(byte[] one, byte[] two, byte @Nullable [] difference) {
        int most = 0;
        for (int before = 0; before <= 64; before++) {
            int equal = 0;
            int length = difference == null ? Math.min(one.length, two.length) : difference.length;
            for (int i = 0; i < length && before + i < Math.min(one.length, two.length); i++) {
                byte expected = difference == null ? 0 : difference[i];
                equal += (one[before + i] ^ two[before + i]) == expected ? 1 : 0;
            }
            most = Math.max(most, equal);
        }
        return most;
    }

    @Test
    final void anotherKeyNumberOrContextIsRefused() {
        byte[] sealed = encryptor().encrypt(key(1), 5, CONTEXT, plain(50));
        byte[] longer = Arrays.copyOf(CONTEXT, CONTEXT.length + 1);
        assertThatThrownBy(() -> decrypt(2, 5, CONTEXT, sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> decrypt(1, 6, CONTEXT, sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> decrypt(1, 5 + (1L << 32), CONTEXT, sealed))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> decrypt(1, 5, longer, sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> decrypt(1, 5, new byte[0], sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    final void eachChangedBitIsNoticed() {
        byte[] sealed = encryptor().encrypt(key(1), 5, CONTEXT, plain(40));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> decrypt(1, 5, CONTEXT, changed))
                    .as("bit %d", bit)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    final void whatIsCutOffIsNoticed() {
        byte[] sealed = encryptor().encrypt(key(1), 5, CONTEXT, plain(40));
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> decrypt(1, 5, CONTEXT, cut))
                    .as("%d bytes", length)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    final void itMayBeUsedByManyThreads() throws Exception {
        Encryptor encryptor = encryptor();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 100 * THREADS; i++) {
                int number = i;
                Callable<Boolean> one = () -> {
                    byte[] sealed = encryptor.encrypt(key(1), number, CONTEXT, plain(number));
                    return Arrays.equals(
                            encryptor.decrypt(key(1), number, CONTEXT, sealed, 0, sealed.length), plain(number));
                };
                answers.add(threads.submit(one));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
