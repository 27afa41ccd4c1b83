/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.io.Serializable;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** A text that can be changed: by value it has to be copied on its way in and on its way out. */
final class Text implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String SPOILED = "changed by somebody who held it";

    private String text;

    Text(String text) {
        this.text = text;
    }

    /** Returns what is written here; fails if a change by somebody else shows. */
    static String read(@Nullable Object text) {
        if (text == null) {
            return null;
        }
        String read = text.toString();
        if (read.equals(SPOILED)) {
            throw new AssertionError("a change to a value of somebody else's shows");
        }
        return read;
    }

    /** Changes a text that was put or read, if the cache keeps copies; nobody must see it. */
    static void spoil(Cache<?, ?> cache, @Nullable Object held) {
        if (held instanceof Text owned && keepsCopies(cache)) {
            owned.text = SPOILED;
        }
    }

    @SuppressWarnings("unchecked") // every configuration is one
    private static boolean keepsCopies(Cache<?, ?> cache) {
        return cache.getConfiguration(Configuration.class).isStoreByValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
