/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("removal") // tests what JDKs up to 23 inherit
@Timeout(60)
final class DaemonThreadsTest {
    @Test
    void threadsAreNumberedDaemonsWithoutAContextLoader() {
        var factory = DaemonThreads.numbered("omnicache-test-");
        assertThat(factory.newThread(() -> {}).getName()).isEqualTo("omnicache-test-1");
        Thread second = factory.newThread(() -> {});
        assertThat(second.getName()).isEqualTo("omnicache-test-2");
        assertThat(second.isDaemon()).isTrue();
        assertThat(second.getContextClassLoader()).isNull();
    }

    @Test
    void threadDoesNotKeepTheClassLoaderOfWhoeverCameFirst() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<Thread> running = new AtomicReference<>();
        WeakReference<ClassLoader> application = startFromAnApplication(running, end);
        try {
            while (application.get() != null) {
                assertThat(Thread.currentThread().isInterrupted())
                        .as("the time is up")
                        .isFalse();
                System.gc();
            }
            assertThat(running.get().isAlive()).isTrue();
        } finally {
            end.countDown();
        }
    }

    private static WeakReference<ClassLoader> startFromAnApplication(
            AtomicReference<Thread> running, CountDownLatch end) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            ProtectionDomain domain =
                    new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null, loader, null);
            AccessControlContext context = new AccessControlContext(new ProtectionDomain[] {domain});
            PrivilegedAction<Thread> start = () -> DaemonThreads.named("omnicache-test", () -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Thread thread = AccessController.doPrivileged(start, context);
            thread.start();
            running.set(thread);
            return new WeakReference<>(loader);
        }
    }
}
