/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.ProcessLockContract;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** One process per database, and one object for it in that. */
class SqliteLockTest extends ProcessLockContract {
    @Override
    protected TierFactory factory() {
        return new SqliteTierFactory();
    }

    @Override
    protected Object stored() throws IOException {
        return Files.readString(SqliteStores.database(directory), StandardCharsets.ISO_8859_1);
    }

    @Override
    protected void openOtherwise() {
        assertThatThrownBy(() -> open("entries", "5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(new RecordingContext("others"), "busyTimeout", "1s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("busyTimeout");
    }
}
