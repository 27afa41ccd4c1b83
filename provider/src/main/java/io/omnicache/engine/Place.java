/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/** A key of a cache, for messages: text is made only when it is needed. */
record Place(String cache, Object key) {
    @Override
    public String toString() {
        return "key " + key + " of cache '" + cache + "'";
    }
}
