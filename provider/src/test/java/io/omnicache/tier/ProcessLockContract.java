/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process per store, and one object for it in that. To test a kind of tier that stores in a directory, extend this class. */
public abstract class ProcessLockContract {
    /** Where the tier stores. */
    @TempDir
    protected Path directory;

    /** Returns what opens the tier. */
    protected abstract TierFactory factory();

    /** Returns what is on the disk: equal to what was returned before, unless something was changed. */
    protected abstract Object stored() throws IOException;

    private Tier open(Path where, TierContext cache, String... options) throws IOException {
        return factory().open(cache, StoreFixture.options(where, options));
    }

    /** Opens the tier of a cache; options are pairs of name and value. */
    protected final Tier open(TierContext cache, String... options) throws IOException {
        return open(directory, cache, options);
    }

    /** Opens the tier of the cache {@code users}. */
    protected final Tier open(String... options) throws IOException {
        return open(new RecordingContext("users"), options);
    }

    private Process start(boolean readOnly) throws IOException {
        return OpeningProgram.start(
                factory().name(), StoreFixture.options(directory, "readOnly", Boolean.toString(readOnly)));
    }

    /** Returns what another process says that opens the tier. */
    protected final String answer(boolean readOnly) throws Exception {
        Process process = start(readOnly);
        String answer = process.inputReader().readLine();
        process.outputWriter().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    @Test
    final void otherProcessIsToldWhoHasIt() throws Exception {
        try (Tier tier = open()) {
            tier.write(OpeningProgram.KEY, StoreFixture.entry("old", 1));
            assertThat(answer(false))
                    .startsWith("failed: ")
                    .contains("in use by process " + ProcessHandle.current().pid(), "readOnly");
        }
        assertThat(answer(false)).isEqualTo("opened with 1, the value is old");
    }

    @Test
    final void otherProcessMayLookReadOnly() throws Exception {
        try (Tier tier = open()) {
            tier.write(OpeningProgram.KEY, StoreFixture.entry("old", 1));
            assertThat(answer(true)).isEqualTo("opened with 1, the value is old");
            tier.write(OpeningProgram.KEY, StoreFixture.entry("new", 2));
            assertThat(answer(true)).isEqualTo("opened with 1, the value is new");
        }
    }

    @Test
    final void holderIsAnotherProcess() throws Exception {
        Process holder = start(false);
        assertThat(holder.inputReader().readLine()).startsWith("opened with 0");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by process " + holder.pid());
        holder.destroyForcibly().waitFor();
        try (Tier tier = open()) {
            assertThat(tier.size()).isZero();
        }
    }

    /** Closing any channel on the file would drop the lock: opening other caches, read-only ones and failing ones must not. */
    @Test
    final void lockHoldsWhateverElseIsOpenedInThisProcess() throws Exception {
        try (Tier tier = open()) {
            open(new RecordingContext("others")).close();
            open("readOnly", "true").close();
            assertThatThrownBy(() -> open("entries", "5")).hasMessageContaining("other options");
            openOtherwise();
            assertThat(answer(false)).startsWith("failed: ");
            assertThat(tier.size()).isZero();
        }
    }

    /** Tries what else might drop the lock. */
    protected abstract void openOtherwise();

    @Test
    final void readOnlyTierChangesNothing() throws Exception {
        TierKey key = StoreFixture.key(1);
        try (Tier tier = open()) {
            tier.write(key, StoreFixture.entry("value", 1));
        }
        Object before = stored();
        try (Tier tier = open("readOnly", "true")) {
            assertThat(StoreFixture.value(tier, key)).isEqualTo("value");
            assertThat(tier.size()).isEqualTo(1);
            assertThat(tier.bytes()).isPositive();
            assertThatThrownBy(() -> tier.write(StoreFixture.key(2), StoreFixture.entry("value", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> tier.delete(key)).isInstanceOf(IOException.class);
            assertThatThrownBy(tier::clear).isInstanceOf(IOException.class);
            tier.destroy();
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    final void readOnlyDirectoryThatIsNotThereIsEmptyAndStaysAway() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        try (Tier tier = open(nowhere, new RecordingContext("users"), "readOnly", "true")) {
            assertThat(tier.size()).isZero();
            assertThat(tier.read(StoreFixture.key(1))).isNull();
        }
        assertThat(Files.exists(nowhere)).isFalse();
    }

    @Test
    final void cachesOfOneNameInManagersOfOneUriShareWhatIsStored() throws IOException {
        TierKey key = StoreFixture.key(-1);
        RecordingContext one = new RecordingContext("users");
        RecordingContext two = new RecordingContext("users");
        Tier first = open(one, "entries", "10");
        try (Tier second = open(two, "entries", "10")) {
            first.write(key, StoreFixture.entry("value", 1));
            assertThat(StoreFixture.value(second, key)).isEqualTo("value");
            first.close();
            two.hold(key);
            for (int i = 0; i < 30; i++) {
                second.write(StoreFixture.key(i), StoreFixture.entry("value", 1));
            }
            assertThat(StoreFixture.value(second, key)).isEqualTo("value");
            assertThat(two.evictedKeys()).hasSize(21);
            assertThat(one.evictedKeys()).isEmpty();
        }
    }
}
