/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Weigher;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.cache.configuration.Factory;

/** How much the heap may hold. */
public sealed interface Bound extends Serializable {
    /** Returns how much may be held, in what this bound counts; empty if there is no bound. */
    OptionalLong limit();

    /** Returns what this bound counts: {@code entries}, {@code weight} or {@code bytes}; empty if there is no bound. */
    Optional<String> unit();

    /**
     * Returns this bound with another maximum.
     *
     * @throws IllegalStateException if there is no bound
     */
    Bound withMaximum(long maximum);

    /** No bound: entries stay until they expire or are removed. */
    record Unbounded() implements Bound {
        @Override
        public OptionalLong limit() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> unit() {
            return Optional.empty();
        }

        @Override
        public Bound withMaximum(long maximum) {
            throw new IllegalStateException("there is no bound to change");
        }
    }

    /**
     * At most so many entries.
     *
     * @param maximum one or more
     */
    record Entries(long maximum) implements Bound {
        public Entries {
            requirePositive("entries", maximum);
        }

        @Override
        public OptionalLong limit() {
            return OptionalLong.of(maximum);
        }

        @Override
        public Optional<String> unit() {
            return Optional.of("entries");
        }

        @Override
        public Entries withMaximum(long other) {
            return new Entries(other);
        }
    }

    /**
     * At most so much weight.
     *
     * @param maximum one or more
     * @param weigher makes the weigher when the cache is created
     */
    record Weight(long maximum, Factory<? extends Weigher<?, ?>> weigher) implements Bound {
        public Weight {
            requirePositive("weight", maximum);
            Objects.requireNonNull(weigher, "heap.weigher");
        }

        @Override
        public OptionalLong limit() {
            return OptionalLong.of(maximum);
        }

        @Override
        public Optional<String> unit() {
            return Optional.of("weight");
        }

        @Override
        public Weight withMaximum(long other) {
            return new Weight(other, weigher);
        }
    }

    /**
     * At most so many bytes of the Java heap, as estimated: keys, values as they are kept, and what the cache itself needs for an
     * entry. What is counted and how well is told in {@code docs/bounds.md}.
     *
     * @param maximum one or more
     */
    record Bytes(long maximum) implements Bound {
        public Bytes {
            requirePositive("bytes", maximum);
        }

        @Override
        public OptionalLong limit() {
            return OptionalLong.of(maximum);
        }

        @Override
        public Optional<String> unit() {
            return Optional.of("bytes");
        }

        @Override
        public Bytes withMaximum(long other) {
            return new Bytes(other);
        }
    }

    private static void requirePositive(String unit, long maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("heap." + unit + " must be 1 or more, was " + maximum);
        }
    }
}
