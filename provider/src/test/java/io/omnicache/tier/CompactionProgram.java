/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.IOException;
import java.util.List;

/** The process that is killed while it compacts a store. */
public final class CompactionProgram {
    private CompactionProgram() {}

    /** Takes the kind of the tier and its options as {@code name=value}; ends when the store is compacted. */
    public static void main(String[] arguments) throws IOException {
        try (Tier tier = KilledProgram.open(List.of(arguments))) {
            new StoreCompaction(List.of(tier), Clock.system()).run(share -> {});
        }
    }
}
