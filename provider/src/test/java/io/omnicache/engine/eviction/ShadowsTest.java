/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

final class ShadowsTest {
    private static final Seed SEED = new Seed(8);
    private static final int CAPACITY = 1_000;
    private static final int ROOM = Shadows.room(CAPACITY);
    private static final int REQUESTS = 40_000;

    private static Setting chosen(IntSupplier load, Setting start) {
        Shadows shadows = new Shadows(CAPACITY, SEED);
        Setting present = start;
        for (int i = 0; i < REQUESTS; i++) {
            Setting next = shadows.request(load.getAsInt(), present);
            present = next == null ? present : next;
        }
        return present;
    }

    @Test
    void loopLargerThanTheRoomIsForASmallWindow() {
        for (Setting start : Setting.values()) {
            assertThat(chosen(Loads.loop(0, 3 * ROOM / 2), start))
                    .as("from %s", start)
                    .isIn(Setting.REUSED, Setting.FREQUENT);
        }
    }

    @Test
    void keysThatComeAndGoAreForALargeWindow() {
        for (Setting start : Setting.values()) {
            assertThat(chosen(Loads.moving(0, ROOM / 4, 3, new Random(1)), start))
                    .as("from %s", start)
                    .isIn(Setting.RECENT, Setting.BALANCED);
        }
    }

    @Test
    void loadThatEverySettingServesAlikeChangesNothing() {
        for (Setting start : Setting.values()) {
            assertThat(chosen(Loads.loop(0, ROOM / 2), start)).isEqualTo(start);
        }
    }

    @Test
    void choiceFollowsTheLoad() {
        IntSupplier loop = Loads.loop(0, 3 * ROOM / 2);
        IntSupplier moving = Loads.moving(1 << 20, ROOM / 4, 3, new Random(1));
        int[] at = {0};
        assertThat(chosen(() -> at[0]++ < REQUESTS / 2 ? loop.getAsInt() : moving.getAsInt(), Setting.BALANCED))
                .isIn(Setting.RECENT, Setting.BALANCED);
    }

    @Test
    void shadowsHaveARoomThatSuitsTheCache() {
        assertThat(Shadows.room(1)).isZero();
        assertThat(Shadows.room(15)).isZero();
        assertThat(Shadows.room(100)).isEqualTo(50);
        assertThat(Shadows.room(Integer.MAX_VALUE)).isEqualTo(512);
    }
}
