/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/**
 * Where something was stated.
 *
 * @param source the name of a file, or a property
 * @param line the line in the file, from 1; 0 where there are no lines
 */
record Place(String source, int line) {
    @Override
    public String toString() {
        return line > 0 ? source + ":" + line : source;
    }
}
