/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import javax.cache.Cache;

/** Gives tests of other packages the engine of a cache. */
public final class Engines {
    private Engines() {}

    /** Returns the engine of a cache of ours. */
    @SuppressWarnings("unchecked") // only caches of this provider are given
    public static <K, V> Engine<K, V> of(Cache<K, V> cache) {
        return ((CacheFacade<K, V>) cache).parts().engine();
    }
}
