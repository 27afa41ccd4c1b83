/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.Set;

/**
 * What goes wrong in the user's code during one step. A null fault is none.
 *
 * @param loader how every call of the loader fails
 * @param unknown the keys for which the loader has no value
 * @param answer what {@code loadAll} does beyond the values it has
 * @param writer how the writer fails for a bad key
 * @param bad the keys that the writer refuses
 * @param leaves whether the writer leaves in the collection what it has written
 * @param listener how listeners fail
 * @param failing the listeners that fail
 */
record Faults(
        Fault loader,
        Set<String> unknown,
        Answer answer,
        Fault writer,
        Set<String> bad,
        boolean leaves,
        Fault listener,
        Set<Integer> failing) {
    /** What {@code loadAll} returns beyond the values it has. */
    enum Answer {
        VALUES,
        NULL_VALUES_FOR_UNKNOWN,
        KEYS_NOT_ASKED_FOR,
        NULL_MAP
    }

    static final Faults NONE = new Faults(null, Set.of(), Answer.VALUES, null, Set.of(), false, null, Set.of());

    boolean refuses(String key) {
        return writer != null && bad.contains(key);
    }

    boolean listenerFails(int listener) {
        return this.listener != null && failing.contains(listener);
    }

    @Override
    public String toString() {
        return equals(NONE)
                ? ""
                : " with loader=" + loader + " unknown=" + unknown + " answer=" + answer + " writer=" + writer + " bad="
                        + bad + " leaves=" + leaves + " listener=" + listener + " failing=" + failing;
    }
}
