/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.LogCapture;
import io.omnicache.tier.ProcessLockContract;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierFactory;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One process per directory, and one store object in it. */
class DirectoryLockTest extends ProcessLockContract {
    @Override
    protected TierFactory factory() {
        return new FileTierFactory();
    }

    @Override
    protected Object stored() throws IOException {
        return Stores.files(directory, "");
    }

    @Override
    protected void openOtherwise() {
        assertThatThrownBy(() -> ProcessLock.acquire("it", directory.resolve(Home.LOCK)))
                .hasMessageContaining("in use in this process");
    }

    @Test
    void interruptedThreadGetsTheLockAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (FileTier tier = Stores.open(directory)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void destroyDeletesTheFilesOfThatCacheOnly() throws IOException {
        FileTier users = Stores.open(directory);
        FileTier others = Stores.open(new RecordingContext("others"), directory);
        users.write(Stores.key("a"), Stores.entry("value", 1));
        others.write(Stores.key("a"), Stores.entry("value", 1));
        users.destroy();
        assertThat(Stores.segments(directory)).hasSize(1);
        others.destroy();
        assertThat(Stores.files(directory, "")).containsExactly(directory, directory.resolve(Home.LOCK));
    }

    /** The name of a cache may have the mark of what is deleted. */
    @Test
    void aCacheWithAnOddNameIsNotSweptAway() throws IOException {
        String name = "users.gone-away";
        try (FileTier tier = Stores.open(new RecordingContext(name), directory)) {
            tier.write(Stores.key(1), Stores.entry("stays", 1));
        }
        assertThat(new FileTierFactory().stored(Stores.options(directory))).hasSize(1);
        try (FileTier tier = Stores.open(new RecordingContext(name), directory)) {
            assertThat(Stores.value(tier, Stores.key(1))).isEqualTo("stays");
        }
    }

    /** Nobody may list it, or delete what is in it; root may, but for what is mounted. */
    @Test
    void whatCannotBeSweptAwayKeepsNobodyOut() throws Exception {
        Path gone = directory.resolve("m~0123456789abcdef/c~0123456789abcdef.gone-" + UUID.randomUUID());
        Path inner = Files.createDirectories(gone.resolve("inner"));
        boolean mounted = false;
        assertThat(gone.toFile().setWritable(false)).isTrue();
        if (Files.isWritable(gone)) {
            mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", inner.toString());
            assumeTrue(mounted, "nothing can be made undeletable here");
        }
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            for (int i = 0; i < 2; i++) {
                try (FileTier tier = Stores.open(directory)) {
                    tier.write(Stores.key(1), Stores.entry("there", 1));
                }
            }
            assertThat(log.messages()).anyMatch(each -> each.contains("cannot be deleted") && each.contains(".gone-"));
        } finally {
            assertThat(!mounted || run("umount", inner.toString())).isTrue();
            assertThat(gone.toFile().setWritable(true)).isTrue();
        }
        Stores.open(directory).close();
        assertThat(gone).doesNotExist();
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
