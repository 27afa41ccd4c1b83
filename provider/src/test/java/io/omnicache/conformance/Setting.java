/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of the cache of one program.
 *
 * @param standard the class of the standard's own expiry policy that is used, whose questions cannot be seen; null if the
 *     policy is one that records them
 */
record Setting(boolean byValue, Loading loading, boolean writeThrough, Lives lives, Standard standard) {
    /** What the loader is for. */
    enum Loading {
        NONE,
        LOAD_ALL_ONLY,
        READ_THROUGH
    }

    /** The standard's own policies. */
    enum Standard {
        CREATED,
        MODIFIED,
        ACCESSED,
        TOUCHED
    }

    private static final List<Setting> ALL = all();

    /** Every combination comes once before any comes again. */
    static Setting of(long seed) {
        return ALL.get((int) Math.floorMod(seed, (long) ALL.size()));
    }

    static int count() {
        return ALL.size();
    }

    boolean readThrough() {
        return loading == Loading.READ_THROUGH;
    }

    private static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        for (boolean byValue : new boolean[] {false, true}) {
            for (boolean writeThrough : new boolean[] {false, true}) {
                for (Loading loading : Loading.values()) {
                    addRecorded(all, byValue, writeThrough, loading);
                    addStandard(all, byValue, writeThrough, loading);
                }
            }
        }
        return all;
    }

    private static void addRecorded(List<Setting> all, boolean byValue, boolean writeThrough, Loading loading) {
        for (Life creation : Life.values()) {
            for (Life update : Life.values()) {
                for (Life access : Life.values()) {
                    all.add(new Setting(byValue, loading, writeThrough, new Lives(creation, update, access), null));
                }
            }
        }
    }

    private static void addStandard(List<Setting> all, boolean byValue, boolean writeThrough, Loading loading) {
        for (Standard standard : Standard.values()) {
            for (Life life : List.of(Life.ETERNAL, Life.HOUR, Life.ZERO)) {
                boolean updates = standard == Standard.MODIFIED || standard == Standard.TOUCHED;
                boolean accesses = standard == Standard.ACCESSED || standard == Standard.TOUCHED;
                Lives lives = new Lives(life, updates ? life : Life.UNCHANGED, accesses ? life : Life.UNCHANGED);
                all.add(new Setting(byValue, loading, writeThrough, lives, standard));
            }
        }
    }
}
