/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.KillContract;
import io.omnicache.tier.Tier;
import java.nio.file.Path;
import java.util.List;

/** Kills a process that cleans as often as it may. */
class KillTest extends KillContract {
    @Override
    protected List<String> description(Path directory) {
        return List.of("file", "directory=" + directory, "entries=10k", "overhead=1.5");
    }

    @Override
    protected void checkOpened(Tier tier, String what) {
        assertThat(((FileTier) tier).report().damaged()).as(what).isZero();
    }
}
