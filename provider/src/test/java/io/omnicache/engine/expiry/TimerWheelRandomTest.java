/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs on a wheel beside a sorted map of deadlines. */
final class TimerWheelRandomTest {
    private static final int STEPS = 20_000;
    private static final int MOST_BITS = 56;

    private Random random;
    private long now;
    private TimerWheel<TimedEntry> wheel;

    /** What the wheel holds, by deadline. */
    private final TreeMap<Long, Set<TimedEntry>> oracle = new TreeMap<>();

    private final List<TimedEntry> live = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatComesIsWhatIsDue(long seed) {
        random = new Random(seed);
        now = random.nextLong(1L << 40);
        wheel = new TimerWheel<>(now);
        for (int step = 0; step < STEPS; step++) {
            act();
            if (random.nextInt(8) == 0) {
                turn("seed " + seed + " step " + step);
            }
        }
        assertThat(wheel.size()).as("seed %d", seed).isEqualTo(live.size());
        while (!live.isEmpty()) {
            now = Math.max(now, wheel.nextDue());
            turn("seed " + seed + " at the end");
        }
        assertThat(wheel.nextDue()).isEqualTo(Expirable.NEVER);
    }

    private void act() {
        int action = live.isEmpty() ? 0 : random.nextInt(8);
        switch (action) {
            case 4 -> {
                TimedEntry entry = any();
                move(entry, entry.deadline() + span()); // a reader extends: the wheel is not told
            }
            case 5 -> {
                TimedEntry entry = any();
                move(entry, now + span());
                wheel.schedule(entry);
            }
            case 6 -> {
                TimedEntry entry = any();
                forget(entry);
                entry.die();
                wheel.cancel(entry);
            }
            default -> {
                TimedEntry entry = new TimedEntry("e" + live.size(), now + span());
                add(entry);
                wheel.schedule(entry);
            }
        }
    }

    private void turn(String where) {
        now += span() >>> random.nextInt(16);
        wheel.advance(now);
        List<TimedEntry> batch = new ArrayList<>();
        while (wheel.poll(batch, 1 + random.nextInt(5))) {
            assertThat(batch).as(where).doesNotContainNull();
        }
        Set<TimedEntry> came = new HashSet<>(batch);
        assertThat(came).as("%s: each comes once", where).hasSameSizeAs(batch);
        assertThat(came).as("%s: none too early", where).allMatch(entry -> entry.deadline() <= now);
        Set<TimedEntry> mustCome = new HashSet<>();
        oracle.headMap(now - TimerWheel.RESOLUTION_NANOS, true).values().forEach(mustCome::addAll);
        assertThat(came).as("%s: none too late", where).containsAll(mustCome);
        batch.forEach(this::settle);
    }

    /** Some of what is due cannot be removed just now, and is retried. */
    private void settle(TimedEntry entry) {
        if (random.nextInt(10) == 0) {
            move(entry, now + TimerWheel.RESOLUTION_NANOS);
            wheel.retry(entry);
        } else {
            forget(entry);
            entry.die();
        }
    }

    private long span() {
        return random.nextLong(1L << (20 + random.nextInt(MOST_BITS - 20)));
    }

    private TimedEntry any() {
        return live.get(random.nextInt(live.size()));
    }

    private void add(TimedEntry entry) {
        live.add(entry);
        oracle.computeIfAbsent(entry.deadline(), unknown -> new HashSet<>()).add(entry);
    }

    private void forget(TimedEntry entry) {
        live.remove(entry);
        Map<Long, Set<TimedEntry>> byDeadline = oracle;
        byDeadline.get(entry.deadline()).remove(entry);
        byDeadline.values().removeIf(Set::isEmpty);
    }

    private void move(TimedEntry entry, long deadline) {
        forget(entry);
        entry.deadline(deadline);
        add(entry);
    }
}
