/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.EvictionStrategy;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Which strategies a simulation runs if the user names none: all that there are. */
final class StrategyNames {
    private StrategyNames() {}

    /** Returns the built-in ones, then those that other jars on the class path offer. */
    static List<String> all() {
        Stream<String> offered =
                ServiceLoader.load(EvictionStrategy.class, StrategyNames.class.getClassLoader()).stream()
                        .map(strategy -> strategy.get().name())
                        .sorted();
        return Stream.concat(EvictionStrategy.BUILT_IN.stream(), offered)
                .distinct()
                .toList();
    }
}
