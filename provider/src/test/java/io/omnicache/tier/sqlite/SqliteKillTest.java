/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.KillContract;
import io.omnicache.tier.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kills a process that writes a database. */
class SqliteKillTest extends KillContract {
    @Override
    protected List<String> description(Path directory) {
        return List.of("sqlite", "directory=" + directory, "entries=10k");
    }

    @Override
    protected int kills() {
        return 30;
    }

    /** Fewer, since each waits for its commit. */
    @Override
    protected int mostChanges() {
        return 3_000;
    }

    /** The counters say what is there, and no row is damaged. */
    @Override
    protected void checkOpened(Tier tier, String what) throws IOException {
        Rows rows = ((SqliteTier) tier).rows();
        long counted = rows.database().read(session -> session.number("SELECT count(*) FROM cache_entries"));
        assertThat(tier.size()).as(what).isEqualTo(counted);
        assertThat(rows.database().<String>read(session -> session.text("PRAGMA quick_check")))
                .as(what)
                .isEqualTo("ok");
    }
}
