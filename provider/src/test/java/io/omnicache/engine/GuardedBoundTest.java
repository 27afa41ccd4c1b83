/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.eviction.LruStrategy;
import io.omnicache.engine.guard.ScriptedGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However writers meet while they count down without atomicity, the guard is told of growth in the end. */
class GuardedBoundTest {
    private static final int ENOUGH = 8;

    private final ScriptedGuard collections = new ScriptedGuard();
    private final Engine<String, Object> engine = new EngineParts().engine();
    private final GuardedBound bound = new GuardedBound(engine.bounds(), collections.guard(), new LruStrategy());

    @AfterEach
    void close() {
        bound.close();
        engine.close(false);
    }

    private void change(int times) {
        for (int i = 0; i < times; i++) {
            bound.changed();
        }
    }

    private boolean tellsTheGuard() {
        collections.unnoticed(10);
        bound.changed();
        return collections.hasLooked();
    }

    @Test
    void guardIsToldOnceEnoughEntriesWereMade() {
        change(ENOUGH);
        assertThat(tellsTheGuard()).isTrue();
    }

    @Test
    void twoWritersMayReadTheLastCount() {
        change(ENOUGH - 1);
        bound.changed(1);
        bound.changed(1);
        assertThat(tellsTheGuard()).isTrue();
    }

    @Test
    void writerMayReadACountAndWriteItMuchLater() {
        change(ENOUGH);
        bound.changed(2);
        change(1);
        assertThat(tellsTheGuard()).isTrue();
    }
}
