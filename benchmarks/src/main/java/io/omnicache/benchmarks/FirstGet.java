/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import javax.cache.Cache;

/** One process: opens a cache of the given provider, puts, gets, ends. */
public final class FirstGet {
    private FirstGet() {}

    /** Takes the class name of the provider. */
    public static void main(String[] arguments) {
        Cache<Object, Object> cache = Subject.openCache(arguments[0], true, false);
        cache.put("key", "value");
        if (!"value".equals(cache.get("key"))) {
            throw new IllegalStateException("the first get did not hit");
        }
        Runtime.getRuntime().halt(0);
    }
}
