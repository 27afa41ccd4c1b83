/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagerRegistryTest {
    private static final URI A = URI.create("omnicache:a");
    private static final URI B = URI.create("omnicache:b");

    private final ManagerRegistry registry = new ManagerRegistry();
    private final ClassLoader loader = getClass().getClassLoader();

    @AfterEach
    void closeAll() {
        registry.all().forEach(OmniCacheManager::close);
    }

    @Test
    void aManagerThatClosedIsOpenedAnew() {
        OmniCacheManager first = registry.open(loader, A, opener(A));
        assertThat(registry.open(loader, A, opener(A))).isSameAs(first);
        first.close();

        assertThat(registry.find(loader, A)).isNull();
        assertThat(registry.open(loader, A, opener(A))).isNotSameAs(first);
    }

    @Test
    void aManagerThatIsClosingIsNotHandedOut() {
        AtomicReference<OmniCacheManager> found = new AtomicReference<>();
        AtomicReference<OmniCacheManager> opened = new AtomicReference<>();
        OmniCacheManager first = registry.open(
                loader,
                A,
                () -> OmniCacheManager.open(new OmniCachingProvider(), A, loader, new Properties(), closing -> {
                    found.set(registry.find(loader, A));
                    opened.set(registry.open(loader, A, opener(A)));
                    registry.forget(closing);
                }));
        first.close();

        assertThat(found).hasValue(null);
        assertThat(opened.get().isClosed()).isFalse();
        assertThat(registry.all()).containsExactly(opened.get());
    }

    @Test
    void aManagerThatIsClosedBeforeItIsOpenIsNotKept() {
        registry.open(loader, A, () -> {
            OmniCacheManager manager = opener(A).get();
            manager.close();
            return manager;
        });

        assertThat(registry.all()).isEmpty();
    }

    @Test
    void aFailureReachesTheCallerAndLeavesNothing() {
        assertThatThrownBy(() -> registry.open(loader, A, () -> {
                    throw new AssertionError("x");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("x");

        assertThat(registry.all()).isEmpty();
        assertThat(registry.of(loader)).isEmpty();
        assertThat(registry.open(loader, A, opener(A)).isClosed()).isFalse();
    }

    @Test
    void aCircleOfThreadsThatOpenEachOthersManagersIsRefused() throws Exception {
        CountDownLatch bothOpen = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<OmniCacheManager> a = threads.submit(() -> registry.open(loader, A, crossing(bothOpen, A, B)));
            Future<OmniCacheManager> b = threads.submit(() -> registry.open(loader, B, crossing(bothOpen, B, A)));

            assertThat(outcome(a) + outcome(b))
                    .contains("is being opened and cannot be used by code that its opening waits for");
        } finally {
            threads.shutdownNow();
        }
    }

    private Supplier<OmniCacheManager> crossing(CountDownLatch bothOpen, URI mine, URI other) {
        return () -> {
            bothOpen.countDown();
            try {
                bothOpen.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            registry.open(loader, other, opener(other));
            return opener(mine).get();
        };
    }

    private static String outcome(Future<OmniCacheManager> opening) throws InterruptedException {
        try {
            return opening.get().toString();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    private Supplier<OmniCacheManager> opener(URI uri) {
        return () -> OmniCacheManager.open(new OmniCachingProvider(), uri, loader, new Properties(), registry::forget);
    }
}
