/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.Map;

/** The same in memory. */
class SqliteTierMemoryTest extends SqliteTierTest {
    @Override
    protected Map<String, String> options() {
        return Map.of("memory", "true");
    }

    @Override
    protected boolean outlivesItsClosing() {
        return false;
    }
}
