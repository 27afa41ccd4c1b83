/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** An operation of a program. Sets and maps keep the order in which they are given to the cache. */
sealed interface Op {
    record Get(String key) implements Op {}

    record GetAll(Set<String> keys) implements Op {}

    record ContainsKey(String key) implements Op {}

    record LoadAll(Set<String> keys, boolean replace) implements Op {}

    record Put(String key, Val value) implements Op {}

    record GetAndPut(String key, Val value) implements Op {}

    record PutAll(Map<String, Val> entries) implements Op {}

    record PutIfAbsent(String key, Val value) implements Op {}

    record Remove(String key) implements Op {}

    record RemoveValue(String key, Val expected) implements Op {}

    record GetAndRemove(String key) implements Op {}

    record ReplaceValue(String key, Val expected, Val value) implements Op {}

    record Replace(String key, Val value) implements Op {}

    record GetAndReplace(String key, Val value) implements Op {}

    record RemoveKeys(Set<String> keys) implements Op {}

    record RemoveAll() implements Op {}

    record Clear() implements Op {}

    record Invoke(String key, Script script) implements Op {}

    record InvokeAll(Set<String> keys, Script script) implements Op {}

    /**
     * A full pass.
     *
     * @param removed the keys that {@code Iterator.remove} is called for
     * @param gone the keys that are removed from the cache between {@code next} and {@code Iterator.remove}
     * @param asksTwice whether {@code hasNext} is called twice
     */
    record Iterate(Set<String> removed, Set<String> gone, boolean asksTwice) implements Op {}

    record Register(Hearer hearer) implements Op {}

    record Deregister(Hearer hearer) implements Op {}

    /** The expiry policy changes its mind. */
    record Answers(Lives lives) implements Op {}

    /** Time passes. */
    record Advance(int minutes) implements Op {}

    /** A second passes, then what has expired is removed. */
    record CleanUp() implements Op {}

    /** All keys of all programs. */
    List<String> KEYS = List.of("k0", "k1", "k2", "k3", "k4");
}
