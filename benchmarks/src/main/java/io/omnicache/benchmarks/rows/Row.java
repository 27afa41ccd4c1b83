/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.Customer;
import io.omnicache.benchmarks.Person;
import io.omnicache.benchmarks.StoreOptions;
import io.omnicache.benchmarks.StoreOptions.Expiry;
import io.omnicache.benchmarks.WrongCallException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** A case that is measured: what is done, on which store, with which keys and values. By reference if it does not say else. */
@SuppressWarnings("ImmutableEnumChecker") // a record of constants, and an array that nobody writes
public enum Row {
    GET("get", "get hit", "1.15x; 0.85x over 1,000 entries", StoreOptions.PLAIN, 1, 2, 64),
    STATISTICS("get", "get hit, statistics on", "1.3x", StoreOptions.PLAIN.withStatistics(true), 1),
    BOUNDED("get", "get hit, bounded at twice the entries", "1.2x", StoreOptions.PLAIN.withCapacity(2), 1),
    STRINGS("getByString", "get hit, String keys", "1.1x", StoreOptions.PLAIN, 1),
    CREATED("get", "get hit, created-expiry 10 min", "0.4x", StoreOptions.PLAIN.withExpiry(Expiry.CREATED), 1),
    ACCESSED("get", "get hit, accessed-expiry 10 min", "1.0x", StoreOptions.PLAIN.withExpiry(Expiry.ACCESSED), 1),
    VALUE_STRING("get", "get hit, by value, String", "as by reference", StoreOptions.PLAIN.withValues(true, false), 1),
    VALUE_RECORD(
            "get",
            "get hit, by value, record of immutables",
            "as by reference",
            StoreOptions.PLAIN.withValues(true, false),
            1),
    VALUE_POJO(
            "get",
            "get hit, by value, mutable POJO",
            "3x with a fast copier",
            StoreOptions.PLAIN.withValues(true, true),
            1),
    PUT("put", "put that replaces", "1.8x", StoreOptions.PLAIN, 1, 2),
    EVICT("putNew", "put of a new key that evicts one", "3.2x", StoreOptions.PLAIN.withCapacity(1), 1, 2),
    MIX(
            "mix",
            "75 % get, 25 % put, ten times as many keys as the bound",
            "faster than every one",
            StoreOptions.PLAIN.withCapacity(1),
            1,
            2,
            64),
    GET_ALL("getAll", "getAll of 100 keys", "1.5x", StoreOptions.PLAIN, 1),
    PUT_ALL("putAll", "putAll of 100 keys", "2x", StoreOptions.PLAIN, 1),
    PUT_IF_ABSENT("putIfAbsent", "putIfAbsent, present", "1.5x", StoreOptions.PLAIN, 1),
    REPLACE("replace", "get and replace(k, old, new)", "2x", StoreOptions.PLAIN, 1),
    INVOKE("invoke", "invoke that sets the value", "2x", StoreOptions.PLAIN, 1),
    INVOKE_ALL("invokeAll", "invokeAll of 100 keys", "-", StoreOptions.PLAIN, 1),
    CONTAINS("containsKey", "containsKey, present", "-", StoreOptions.PLAIN, 1),
    GET_AND_PUT("getAndPut", "getAndPut, present", "-", StoreOptions.PLAIN, 1),
    GET_AND_REPLACE("getAndReplace", "getAndReplace, present", "-", StoreOptions.PLAIN, 1),
    ADD_AND_REMOVE("addAndRemove", "putIfAbsent of a new key, and remove", "-", StoreOptions.PLAIN, 1),
    PUT_AND_TAKE("putAndTake", "put of a new key, and getAndRemove", "-", StoreOptions.PLAIN, 1),
    ITERATE("iterate", "iteration over all entries", "-", StoreOptions.PLAIN, 1);

    /** Entries, unless another number is asked for. */
    static final int ENTRIES = 100_000;

    private static final int KEYS_OF_MIX = 10;

    private final String method;
    private final String description;
    private final String target;
    private final StoreOptions options;
    private final int[] threads;

    /** The capacity in the options is that of a single entry. */
    Row(String method, String description, String target, StoreOptions options, int... threads) {
        this.method = method;
        this.description = description;
        this.target = target;
        this.options = options;
        this.threads = threads;
    }

    /**
     * Returns the row of a label.
     *
     * @throws WrongCallException if there is none; the message lists those that there are
     */
    static Row named(String label) {
        return Arrays.stream(values())
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new WrongCallException("unknown row '" + label + "', there are "
                        + Arrays.stream(values()).map(Row::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name of the method of {@link RowsBenchmark}. */
    String method() {
        return method;
    }

    String description() {
        return description;
    }

    /** Returns the ratio to the limit that is aimed at, at most; "-" if there is none. */
    String target() {
        return target;
    }

    List<Integer> threads() {
        return Arrays.stream(threads).boxed().toList();
    }

    /** Returns how a store for so many entries is configured. */
    StoreOptions options(int entries) {
        return options.withCapacity(options.capacity() * entries);
    }

    /** Returns how many different keys are asked for. */
    int keys(int entries) {
        return this == MIX ? KEYS_OF_MIX * entries : entries;
    }

    /** Returns whether an operation has many keys. */
    boolean isOfMany() {
        return this == GET_ALL || this == PUT_ALL || this == INVOKE_ALL;
    }

    boolean hasStringKeys() {
        return this == STRINGS;
    }

    IntFunction<Object> valueOf() {
        return switch (this) {
            case VALUE_RECORD -> Person::number;
            case VALUE_POJO -> Customer::number;
            default -> i -> "value " + i;
        };
    }
}
