/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Weigher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.Factory;

/** Reads how much the heap may hold. */
final class HeapReader {
    private static final Words HEAP = Words.of("bytes", "entries", "weight", "weigher");
    private static final List<String> BYTE_UNITS = List.of("KiB", "MiB", "GiB");
    private static final List<String> UNITS = List.of("k", "M", "KiB", "MiB", "GiB");

    private HeapReader() {}

    static Bound read(Cursor heap, ClassNames classes) {
        Map<String, Cursor> entries = HEAP.in(heap);
        Cursor count = entries.get("entries");
        Cursor weight = entries.get("weight");
        Cursor weigher = entries.get("weigher");
        Cursor bytes = entries.get("bytes");
        if (count != null && entries.size() == 1) {
            return new Bound.Entries(number(count, Quantities.COUNT));
        }
        if (bytes != null && entries.size() == 1) {
            return new Bound.Bytes(bytes(bytes));
        }
        if (weight != null && weigher != null && entries.size() == 2) {
            return new Bound.Weight(number(weight, Quantities.COUNT_OR_BYTES), weigher(weigher, classes));
        }
        throw heap.wrong((entries.isEmpty() ? "nothing was given" : "was " + Words.list(entries.keySet()))
                + ", allowed is either entries alone, or bytes alone, or weight and weigher together");
    }

    private static long bytes(Cursor cursor) {
        return cursor.read(
                Quantities.BYTE_COUNT, Quantities.otherCase(cursor.written(), BYTE_UNITS), Quantities::bytes);
    }

    private static long number(Cursor cursor, String allowed) {
        return cursor.read(allowed, Quantities.otherCase(cursor.written(), UNITS), text -> {
            Optional<Long> count = Quantities.count(text);
            return allowed.equals(Quantities.COUNT) ? count : count.or(() -> Quantities.bytes(text));
        });
    }

    @SuppressWarnings("unchecked") // Factory<Weigher> for Factory<? extends Weigher<?, ?>>
    private static Factory<? extends Weigher<?, ?>> weigher(Cursor cursor, ClassNames classes) {
        return (Factory<? extends Weigher<?, ?>>) (Factory<?>) classes.factory(cursor, Weigher.class);
    }
}
