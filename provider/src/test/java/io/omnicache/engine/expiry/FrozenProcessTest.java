/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.ChildJvm;
import io.omnicache.Eventually;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;

/** A process that stands still, and its tick with it: a reader that reads no clock cannot notice that (docs/adr/005-time.md). */
class FrozenProcessTest {
    private static final Duration LIFE = Duration.ofSeconds(4);

    /** How late the tick's thread may get a processor on a busy machine. */
    private static final Duration LATE = Duration.ofSeconds(20);

    /** Reads an entry until it has gone; says for how long it was read after the process woke, in milliseconds. */
    public static final class Reader {
        public static void main(String[] arguments) {
            Cache<Integer, Integer> cache = Caching.getCachingProvider()
                    .getCacheManager()
                    .createCache(
                            "read",
                            new MutableConfiguration<Integer, Integer>()
                                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                                            new javax.cache.expiry.Duration(TimeUnit.SECONDS, LIFE.toSeconds()))));
            long put = System.nanoTime();
            cache.put(1, 1);
            System.out.println("put");
            long woken = put;
            long last = put;
            while (cache.get(1) != null) {
                long now = System.nanoTime();
                woken = now - last > LIFE.toNanos() / 2 ? now : woken;
                last = now;
            }
            long end = System.nanoTime();
            woken = end - last > LIFE.toNanos() / 2 ? end : woken;
            System.out.println("frozen " + (woken != put));
            System.out.println((end - woken) / 1_000_000);
        }
    }

    @Test
    void afterItHasWokenAnEntryIsReadNoLongerThanUntilTheFirstTick() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "a system with signals");
        Process process = new ProcessBuilder(ChildJvm.command(Reader.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo("put");
            signal("STOP", process);
            long stopped = System.nanoTime();
            Eventually.await(
                    "the deadline",
                    LIFE.multipliedBy(20),
                    () -> System.nanoTime() - stopped > LIFE.plusSeconds(1).toNanos());
            signal("CONT", process);
            assertThat(said.readLine()).isEqualTo("frozen true");
            assertThat(Long.parseLong(said.readLine())).isLessThan(LATE.toMillis());
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
