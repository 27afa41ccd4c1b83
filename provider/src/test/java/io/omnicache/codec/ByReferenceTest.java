/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // the JDK's best known value that can change
final class ByReferenceTest {
    @Test
    void everythingIsKeptAndHandedOutAsItself() {
        Date date = new Date();
        assertThat(ByReference.INSTANCE.store(date)).isSameAs(date);
        assertThat(ByReference.INSTANCE.read(date)).isSameAs(date);
        assertThat(ByReference.INSTANCE.storeKey(date)).isSameAs(date);
        assertThat(ByReference.INSTANCE.readKey(date)).isSameAs(date);
    }
}
