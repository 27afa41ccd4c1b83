/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.event.Failures;
import java.util.ArrayList;
import java.util.List;

/** What users have put into a cache: loaders, writers, policies. Confined to the thread that makes or closes the cache. */
final class Customisations {
    private final List<Object> made = new ArrayList<>();

    /** Keeps something to be closed with the cache, if it can be. */
    <T> T add(T customisation) {
        made.add(customisation);
        return customisation;
    }

    /** Closes what is {@link java.io.Closeable}. */
    void close(Failures failures) {
        made.forEach(failures::close);
        made.clear();
    }
}
