/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Looks at the options that are in force together.
 *
 * <p>An option that could have no effect is refused where somebody stated it for this very cache. From a template it is left
 * out: a template says how things are where they apply. Standard configurations may contain what the standard allows.
 */
final class Combinations {
    private final String cache;
    private final EnumMap<Option, Stated> inForce;

    private Combinations(String cache, EnumMap<Option, Stated> inForce) {
        this.cache = cache;
        this.inForce = inForce;
    }

    /** Makes the options agree, or refuses them. */
    static void settle(String cache, EnumMap<Option, Stated> inForce) {
        new Combinations(cache, inForce).settle();
    }

    private void settle() {
        imply(Option.LOADER, Option.READ_THROUGH);
        imply(Option.WRITER, Option.WRITE_THROUGH);
        needs(Option.READ_THROUGH, true, Option.LOADER, "there is no loader");
        needs(Option.WRITE_THROUGH, true, Option.WRITER, "there is no writer");
        if (inForce.containsKey(Option.LOADER_RETRY)) {
            needs(Option.LOADER_RETRY, value(Option.LOADER_RETRY), Option.LOADER, "there is no loader");
        }
        if (value(Option.HEAP) instanceof Bound.Unbounded) {
            settleWithoutBound();
        }
        if (value(Option.TIERS).equals(List.of())) {
            withoutEffect(Option.CODEC, "there is no tier below the heap, so nothing is ever encoded");
            withoutEffect(Option.ON_FAILURE, "there is no tier below the heap, so none fails");
            withoutEffect(Option.PROMOTION, "there is no tier below the heap, so nothing comes up");
        }
        if (Boolean.FALSE.equals(value(Option.BY_VALUE))) {
            withoutEffect(Option.COPIER, "byValue is false, so nothing is ever copied");
        }
    }

    private void settleWithoutBound() {
        if (value(Option.GUARD) == Guard.EXEMPT) {
            withoutEffect(
                    Option.STRATEGY,
                    "the cache has no bound and no guard, so nothing is ever evicted; bound it (tiers: [ { heap: { entries: 10k } } ],"
                            + " or entries(...) in code), or leave the strategy out");
        }
        if (Boolean.TRUE.equals(value(Option.MISS_RATIO_CURVE))) {
            withoutEffect(
                    Option.MISS_RATIO_CURVE,
                    "the cache has no bound, so there are no other sizes to compare; bound it (tiers: [ { heap: { entries:"
                            + " 10k } } ], or entries(...) in code), or leave missRatioCurve out");
        }
    }

    /** A loader or writer that a file names is used, unless somebody says otherwise. */
    private void imply(Option named, Option through) {
        Stated stated = inForce.get(named);
        if (stated != null && (stated.source() == Stated.Source.ENTRY || stated.source() == Stated.Source.TEMPLATE)) {
            inForce.putIfAbsent(through, new Stated(true, stated.source(), stated.place(), null, false));
        }
    }

    private void needs(Option option, Object value, Option other, String problem) {
        if (!inForce.containsKey(other) && value.equals(value(option))) {
            withoutEffect(option, problem);
        }
    }

    private void withoutEffect(Option option, String problem) {
        Stated stated = inForce.get(option);
        if (stated == null || stated.source() == Stated.Source.STANDARD) {
            return;
        }
        String message = Cursor.message(
                stated.place(), Layer.subjectOfCache(cache), option.label(), stated.given() + ", but " + problem);
        switch (stated.source()) {
            case CODE -> throw new IllegalArgumentException(message);
            case ENTRY -> throw new ConfigurationException(message);
            default -> inForce.remove(option);
        }
    }

    private Object value(Option option) {
        Stated stated = inForce.get(option);
        return stated == null ? Objects.requireNonNull(option.builtIn()) : stated.value();
    }

    /** Returns the bare values. */
    static Map<Option, Object> values(Map<Option, Stated> stated) {
        EnumMap<Option, Object> values = new EnumMap<>(Option.class);
        for (Map.Entry<Option, Stated> one : stated.entrySet()) {
            values.put(one.getKey(), one.getValue().value());
        }
        return values;
    }
}
