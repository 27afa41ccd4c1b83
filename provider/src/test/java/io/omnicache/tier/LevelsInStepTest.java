/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.config.OnFailure;
import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stores of two levels say of themselves while these are opened, emptied and filled again: a process may end at any moment. */
class LevelsInStepTest {
    private final ManualClock clock = new ManualClock();

    private static TierKey key(String text) {
        return new TierKey(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TierRecord entry(String text) {
        return new TierRecord(text.getBytes(StandardCharsets.UTF_8), 1, 0, 0, TierRecord.NEVER);
    }

    private TierLevel level(int number, Tier tier, OnFailure onFailure) {
        return new TierLevel("users", "noted", number, tier, new LevelOptions(onFailure, Duration.ofSeconds(5)), clock);
    }

    private List<TierLevel> levels(NotedTier upper, NotedTier lower, OnFailure onFailure) {
        return List.of(level(1, upper, onFailure), level(2, lower, onFailure));
    }

    private static NotedTier tier(boolean inStep, String... keys) throws IOException {
        NotedTier tier = new NotedTier(inStep);
        for (String each : keys) {
            tier.write(key(each), entry(each));
        }
        return tier;
    }

    /** A heap that shows what the lower tier says of itself whenever an entry is written to it. */
    private static final class Watching implements Above {
        private final Map<String, TierRecord> held = new TreeMap<>();
        private final List<Boolean> seen = new ArrayList<>();
        private final NotedTier lower;
        private boolean failing;

        Watching(NotedTier lower) {
            this.lower = lower;
        }

        @Override
        public boolean evict(TierKey key, Deletion deletion, boolean leaves) throws IOException {
            return deletion.run();
        }

        @Override
        public boolean update(TierKey key, Update update) {
            update.run(held.get(new String(key.bytes(), StandardCharsets.UTF_8)));
            seen.add(lower.isInStep());
            return true;
        }

        @Override
        public boolean alone(Runnable action) {
            action.run();
            seen.add(lower.isInStep());
            return true;
        }

        @Override
        public Iterator<TierKey> keys() {
            if (failing) {
                throw new IllegalStateException("of user code");
            }
            return held.keySet().stream().map(LevelsInStepTest::key).iterator();
        }

        @Override
        public long size() {
            return held.size();
        }
    }

    @Test
    void theLowestSaysSoOnlyWhenItHasWhatLiesAbove() throws IOException {
        NotedTier upper = tier(true, "a", "b");
        NotedTier lower = tier(true, "old");
        List<TierLevel> levels = levels(upper, lower, OnFailure.DEGRADE);
        Watching heap = new Watching(lower);
        heap.held.put("c", entry("c"));
        levels.get(1).distrust("a test");
        assertThat(lower.isInStep()).isFalse();
        clock.advance(Duration.ofMinutes(2));
        new Recovery(levels, heap).run();

        assertThat(heap.seen).hasSizeGreaterThan(3).containsOnly(false);
        assertThat(lower.isInStep()).isTrue();
        assertThat(lower.keys(TierPage.START, 9).keys()).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
        assertThat(levels.get(1).isOutOfStep()).isFalse();
    }

    @Test
    void aLowestThatWasFilledOnlyInPartIsFilledAgain() throws IOException {
        NotedTier upper = tier(true, "a");
        NotedTier lower = tier(true, "old");
        List<TierLevel> levels = levels(upper, lower, OnFailure.DEGRADE);
        Watching heap = new Watching(lower);
        heap.failing = true;
        levels.get(1).distrust("a test");
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> new Recovery(levels, heap).run()).hasMessage("of user code");
        assertThat(lower.isInStep()).isFalse();
        heap.failing = false;
        clock.advance(Duration.ofMinutes(2));
        new Recovery(levels, heap).run();

        assertThat(lower.isInStep()).isTrue();
        assertThat(lower.keys(TierPage.START, 9).keys()).containsExactly(key("a"));
    }

    /** Else the upper one would have entries that the lower one does not know of, and nothing would say so. */
    @Test
    void aLevelThatWasLeftOutOfStepIsEmptiedAfterThoseAboveIt() throws IOException {
        NotedTier upper = tier(true, "a");
        NotedTier lower = tier(false, "a", "b");
        upper.keepAll(); // as if the process ended here
        List<TierLevel> levels = levels(upper, lower, OnFailure.FAIL);
        assertThatThrownBy(() -> TierOpener.forgetIfOutOfStep(levels)).isInstanceOf(TierException.class);
        assertThat(lower.isInStep()).isFalse();
        assertThat(lower.size()).isEqualTo(2);
        levels.get(1).close();
        assertThat(lower.isInStep()).as("closed, and not emptied").isFalse();
    }

    @Test
    void whatLiesBelowTheLowestThatWasLeftSoIsKept() throws IOException {
        NotedTier upper = tier(false, "a");
        NotedTier lower = tier(true, "a", "b");
        TierOpener.forgetIfOutOfStep(levels(upper, lower, OnFailure.DEGRADE));
        assertThat(upper.size()).isZero();
        assertThat(upper.isInStep()).isTrue();
        assertThat(lower.size()).isEqualTo(2);
    }

    @Test
    void thatItIsInStepAgainIsNotedLaterIfItCannotBeNow() throws IOException {
        NotedTier upper = tier(true);
        NotedTier lower = tier(true);
        List<TierLevel> levels = levels(upper, lower, OnFailure.DEGRADE);
        levels.get(1).note(List.of(key("a")));
        lower.fail(true);
        levels.get(1).change(ChangeKind.WRITE, List.of(key("a")), each -> each.write(key("a"), entry("new")));
        assertThat(lower.isInStep()).isFalse();
        assertThat(levels.get(1).isOutOfStep()).isTrue();
        Recovery recovery = new Recovery(levels, new Watching(lower));
        recovery.run();
        assertThat(levels.get(1).isOutOfStep()).isTrue();
        lower.fail(false);
        recovery.run();

        assertThat(levels.get(1).isOutOfStep()).isFalse();
        assertThat(lower.isInStep()).isTrue();
    }

    /** The queue takes the deletion, and the database does not. */
    @Test
    void aDeletionThatWaitsIsWrittenBeforeTheTierIsCalledInStep(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("users.db");
        List<String> description = List.of("sqlite", "file=" + file, "durability=behind", "busyTimeout=20ms");
        Tier tier = KilledProgram.open(description);
        tier.write(key("a"), entry("old"));
        tier.flush();
        TierLevel level = level(1, tier, OnFailure.DEGRADE);
        level.note(List.of(key("a")));
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            level.close();
            statement.execute("ROLLBACK");
            assertThat(log.messages()).anyMatch(each -> each.contains("could not be closed in step"));
        }
        try (Tier next = KilledProgram.open(description)) {
            assertThat(next.read(key("a"))).isNotNull();
            assertThat(next.isInStep()).isFalse();
        }
    }
}
