/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.List;

/** What a JVM is told so that libraries may load native code without a warning: SQLite, RocksDB and the compressors do. */
public final class NativeAccess {
    /** The first release for which the option is no incubator's. */
    private static final int FIRST_RELEASE = 22;

    private NativeAccess() {}

    /** Returns options of a JVM of the release that runs this; none where there is no such warning. */
    public static List<String> options() {
        return Runtime.version().feature() < FIRST_RELEASE ? List.of() : List.of("--enable-native-access=ALL-UNNAMED");
    }
}
