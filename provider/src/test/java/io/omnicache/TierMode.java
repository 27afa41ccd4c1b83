/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import io.omnicache.config.OmniConfigurationBuilder;
import java.util.Map;

/**
 * Lets one run of the tests put tiers below the heaps of caches: {@code -Domnicache.test.tiers=heap,memory}. The first is {@code heap} or the
 * number of entries that it may hold; each other one is the name of a tier, or of one and the number of its entries: {@code memory:100}.
 */
public final class TierMode {
    private static volatile String[] tiers = split(System.getProperty("omnicache.test.tiers", "heap"));

    private TierMode() {}

    /** Runs an action with other tiers than those that the run asks for. */
    public static void during(String others, ThrowingAction action) throws Exception {
        String[] before = tiers;
        tiers = split(others);
        try {
            action.run();
        } finally {
            tiers = before;
        }
    }

    /** What may fail in any way. */
    @FunctionalInterface
    public interface ThrowingAction {
        /** Runs. */
        void run() throws Exception;
    }

    private static String[] split(String list) {
        return list.split(",", -1);
    }

    /** Returns whether objects may be others when they come back, also by reference. */
    public static boolean objectsLeaveTheHeap() {
        return tiers.length > 1 && !tiers[0].equals("heap");
    }

    /** Adds what the run asks for. */
    public static <K, V> OmniConfigurationBuilder<K, V> addTo(OmniConfigurationBuilder<K, V> builder) {
        return addTo(builder, tiers);
    }

    /** Adds tiers. */
    public static <K, V> OmniConfigurationBuilder<K, V> addTo(OmniConfigurationBuilder<K, V> builder, String... tiers) {
        OmniConfigurationBuilder<K, V> changed =
                tiers[0].equals("heap") ? builder : builder.entries(Long.parseLong(tiers[0]));
        for (int i = 1; i < tiers.length; i++) {
            String[] parts = tiers[i].split(":", 2);
            changed = changed.tier(parts[0], parts.length == 1 ? Map.of() : Map.of("entries", parts[1]));
        }
        return changed;
    }
}
