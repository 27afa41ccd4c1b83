/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.KeyProvider;
import io.omnicache.config.KeySource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** What every {@link KeyProvider} does. To test one, extend this class and give it the provider and a cache that it has keys for. */
public abstract class KeyProviderContract {
    private static final int THREADS = 4;

    /** The provider under test; may be called several times. */
    protected abstract KeyProvider provider();

    /** The URI of a manager. */
    protected String manager() {
        return "omnicache:default";
    }

    /** The name of a cache that there are keys for. */
    protected String cache() {
        return "users";
    }

    private KeyProvider.Keys keys() {
        return provider().keys(manager(), cache());
    }

    private static List<String> ids(KeyProvider.Keys keys) {
        return keys.keys().keySet().stream().sorted().toList();
    }

    @Test
    final void nameIsShortAsciiAndStaysTheSame() {
        assertThat(provider().name())
                .matches("[!-~]{1,64}")
                .isEqualTo(provider().name());
    }

    @Test
    final void itHasAPublicConstructorWithoutParameters() throws ReflectiveOperationException {
        Class<?> type = provider().getClass();
        assertThat(java.lang.reflect.Modifier.isPublic(type.getModifiers())).isTrue();
        assertThat(type.getConstructor().newInstance()).isInstanceOf(KeyProvider.class);
    }

    @Test
    final void theActiveKeyIsOneOfTheKeysAndIdsAreAllowed() {
        assertThat(ids(keys())).contains(keys().active()).allMatch(id -> id.matches("[A-Za-z0-9._-]{1,64}"));
    }

    @Test
    final void eachKeyGivesItsBytesOfTheRightLengthAndIsNotAllAlike() {
        keys().keys().forEach((id, key) -> {
            byte[] bytes = key.getEncoded();
            assertThat(bytes).as(id).hasSize(KeySource.KEY_BYTES);
            byte[] alike = new byte[bytes.length];
            Arrays.fill(alike, bytes[0]);
            assertThat(Arrays.equals(bytes, alike))
                    .as("%s is one byte, repeated", id)
                    .isFalse();
        });
    }

    @Test
    final void anIdMeansTheSameKeyEachTime() {
        KeyProvider.Keys again = keys();
        keys().keys().forEach((id, key) -> {
            SecretKey same = again.keys().get(id);
            assertThat(same).as(id).isNotNull();
            assertThat(Arrays.equals(same.getEncoded(), key.getEncoded()))
                    .as(id)
                    .isTrue();
        });
    }

    @Test
    final void nothingShowsAKey() {
        KeyProvider.Keys keys = keys();
        for (SecretKey key : keys.keys().values()) {
            byte[] bytes = key.getEncoded();
            for (String shown : List.of(
                    keys.toString(),
                    key.toString(),
                    provider().toString(),
                    provider().name())) {
                assertThat(shown.contains(HexFormat.of().formatHex(bytes))
                                || shown.contains(java.util.Base64.getEncoder().encodeToString(bytes))
                                || shown.contains(new String(bytes, StandardCharsets.ISO_8859_1)))
                        .as("a key is shown")
                        .isFalse();
            }
        }
    }

    @Test
    final void itMayBeAskedByManyThreads() throws Exception {
        KeyProvider provider = provider();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<List<String>> asking = () -> ids(provider.keys(manager(), cache()));
            List<Future<List<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 4 * THREADS; i++) {
                answers.add(threads.submit(asking));
            }
            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).isEqualTo(ids(keys()));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
