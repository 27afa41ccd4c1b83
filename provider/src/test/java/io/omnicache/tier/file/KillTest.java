/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.KillContract;
import io.omnicache.tier.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kills a process that cleans as often as it may, so some kills hit what is being moved. */
class KillTest extends KillContract {
    @Override
    protected List<String> description(Path directory) {
        return List.of("file", "directory=" + directory, "entries=10k", "overhead=1.5");
    }

    @Override
    protected int kills() {
        return 30;
    }

    @Override
    protected int mostChanges() {
        return 20_000;
    }

    @Override
    protected void checkOpened(Tier tier, String what) {
        assertThat(((FileTier) tier).report().damaged()).as(what).isZero();
    }

    /** Whether an entry stands there twice: it was copied, and its file was not yet deleted. */
    @Override
    protected boolean isMoving(Path directory) throws IOException {
        Set<String> lines = new HashSet<>();
        boolean twice = false;
        for (Path file : Stores.segments(directory)) {
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                twice |= line.contains("\"m\":[") && !lines.add(line);
            }
        }
        return twice;
    }
}
