/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Tier} does. To test one, extend this class and open it; each test uses a cache of its own, and some open a cache that
 * was closed before. The tests of one entry and those of many are inherited; here are those of the life of a tier.
 */
public abstract class TierContract extends TierContentsContract {
    @Test
    final void cachesAndManagersAreApart() throws IOException {
        Tier users = tier(new RecordingContext("users"));
        Tier capital = tier(new RecordingContext("Users"));
        Tier odd = tier(new RecordingContext("../users/\u0000 ü*?\"<>|:" + "long".repeat(100)));
        Tier other = tier(new RecordingContext("omnicache:others", "users", context.clock()));
        users.write(key("a"), entry("value", 1));
        for (Tier each : List.of(capital, odd, other)) {
            assertThat(each.read(key("a"))).isNull();
            each.write(key("a"), entry("other", 9));
        }
        capital.clear();
        odd.destroy();
        assertStored(users, key("a"), entry("value", 1));
        assertStored(other, key("a"), entry("other", 9));
    }

    @Test
    final void closingKeepsWhatOutlivesIt() throws IOException {
        Tier first = tier();
        for (int i = 0; i < many(); i++) {
            first.write(key(i), entry("old", 1));
        }
        for (int i = 0; i < many(); i += 2) {
            first.write(key(i), entry("value " + i, i));
        }
        first.delete(key(3));
        first.close();
        first.close();
        Tier second = tier();
        assertThat(second.size()).isEqualTo(outlivesItsClosing() ? many() - 1 : 0);
        if (outlivesItsClosing()) {
            assertStored(second, key(76), entry("value 76", 76));
            assertStored(second, key(77), entry("old", 1));
            assertThat(second.read(key(3))).isNull();
        }
    }

    @Test
    final void clearedEntriesDoNotComeBack() throws IOException {
        Tier first = tier();
        first.write(key("a"), entry("value", 1));
        first.clear();
        first.write(key("b"), entry("value", 2));
        first.close();
        Tier second = tier();
        assertThat(second.read(key("a"))).isNull();
        assertThat(second.size()).isEqualTo(outlivesItsClosing() ? 1 : 0);
    }

    @Test
    final void destroyLeavesNothing() throws IOException {
        Tier first = tier();
        first.write(key("a"), entry("value", 1));
        first.destroy();
        first.close();
        Tier second = tier();
        assertThat(second.size()).isZero();
        assertThat(second.read(key("a"))).isNull();
    }

    @Test
    final void closedTierFails() throws IOException {
        Tier tier = tier();
        tier.close();
        assertThatThrownBy(() -> tier.read(key("a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tier.write(key("a"), entry("value", 1))).isInstanceOf(IOException.class);
    }
}
