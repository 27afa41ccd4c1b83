/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import org.jspecify.annotations.Nullable;

/**
 * The value of an option and who stated it.
 *
 * @param source who stated it
 * @param place where that is, for messages
 * @param wording what was given, in the words of a message; null if the value says it
 * @param secret whether the value must not be shown
 */
record Stated(
        Object value, Source source, Place place, @Nullable String wording, boolean secret) {
    /** Who can state an option. */
    enum Source {
        /** A configuration of ours, made in code. */
        CODE,
        /** A standard configuration, which cannot leave anything unset. */
        STANDARD,
        /** The cache's own entry in the file. */
        ENTRY,
        /** A template, which says how things are where they apply. */
        TEMPLATE
    }

    /** Returns what was given, in the words of a message. */
    String given() {
        return wording == null ? "was '" + value + "'" : wording;
    }
}
