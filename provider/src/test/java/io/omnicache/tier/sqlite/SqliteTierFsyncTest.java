/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.Map;

/** The same with changes that wait for the disk. */
class SqliteTierFsyncTest extends SqliteTierTest {
    @Override
    protected Map<String, String> options() {
        return SqliteStores.options(directory, "durability", "fsync");
    }

    @Override
    protected int many() {
        return 200;
    }
}
