/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.event.Failures;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/** What users have put into a cache: loaders, writers, policies. Confined to the thread that makes or closes the cache. */
final class Customisations {
    private final String cache;
    private List<Closeable> made = List.of();

    Customisations(String cache) {
        this.cache = cache;
    }

    /** Keeps something to be closed with the cache, if it is {@link Closeable}. */
    <T> T add(T customisation) {
        if (customisation instanceof Closeable closeable) {
            made = new ArrayList<>(made);
            made.add(closeable);
        }
        return customisation;
    }

    /** Closes everything that was kept. */
    void close(Failures failures) {
        made.forEach(customisation -> failures.close(cache, customisation));
        made = List.of();
    }
}
