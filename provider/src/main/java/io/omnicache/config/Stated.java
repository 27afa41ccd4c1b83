/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/**
 * The value of an option and who stated it.
 *
 * @param source who stated it
 * @param place where that is, for messages
 * @param given what was given, in the words of a message
 * @param secret whether the value must not be shown
 */
record Stated(Object value, Source source, Place place, String given, boolean secret) {
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
}
