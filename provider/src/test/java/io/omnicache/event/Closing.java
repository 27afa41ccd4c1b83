/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;

/** Writes down what it hears, and that it was closed. */
final class Closing implements CacheEntryCreatedListener<String, Integer>, Closeable {
    final List<String> heard = new ArrayList<>();
    private final IOException failure;

    Closing(IOException failure) {
        this.failure = failure;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
        events.forEach(event -> heard.add(event.getKey()));
    }

    @Override
    public void close() throws IOException {
        heard.add("closed");
        if (failure != null) {
            throw failure;
        }
    }
}
