/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.Map;

/** The same with changes that wait in a queue. */
class SqliteTierBehindTest extends SqliteTierTest {
    @Override
    protected Map<String, String> options() {
        return SqliteStores.options(directory, "durability", "behind");
    }
}
