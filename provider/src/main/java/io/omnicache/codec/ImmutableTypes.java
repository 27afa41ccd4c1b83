/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The classes of the JDK whose objects never change, or never unless what they contain does. Immutable. */
final class ImmutableTypes {
    /*
     * Exact classes: a subclass is not meant (BigInteger and others can be extended). Each was looked at: no state that
     * shows and changes, and no part that user code can supply in a type of its own. Caches inside (a hash, a compiled
     * pattern, a host name once resolved) do not count. A BigDecimal copies a BigInteger of a subclass. Not here although called immutable: URL (its stream handler may
     * be the user's), DateTimeFormatter (its chronology may be), Path (an interface).
     *
     * By name, because naming the classes would load and initialize most of java.time before the first put: that took
     * 40 ms. All are in java.base, so the bootstrap loader tells them from others of the same name.
     */
    static final Set<String> LISTED = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Class",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Runtime$Version",
            "java.lang.Short",
            "java.lang.String",
            "java.io.File",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.MathContext",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.InetSocketAddress",
            "java.net.URI",
            "java.nio.file.attribute.FileTime",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZoneOffset",
            "java.time.ZoneRegion",
            "java.time.ZonedDateTime",
            "java.time.chrono.HijrahDate",
            "java.time.chrono.JapaneseDate",
            "java.time.chrono.MinguoDate",
            "java.time.chrono.ThaiBuddhistDate",
            "java.util.Currency",
            "java.util.Locale",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.UUID",
            "java.util.regex.Pattern");

    /*
     * As immutable as what they contain, which only JDK code is asked for. The collections are those of List.of and its
     * kin, in their two forms each.
     */
    static final Set<String> AS_THEIR_CONTENT = Set.of(
            "java.util.Optional",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN");

    private ImmutableTypes() {}

    static boolean isListed(Class<?> type) {
        return type.getClassLoader() == null && LISTED.contains(type.getName());
    }

    static boolean isAsItsContent(Class<?> type) {
        return type.getClassLoader() == null && AS_THEIR_CONTENT.contains(type.getName());
    }

    /** The parts of an object whose class {@link #isAsItsContent}; may contain null. */
    static Iterable<?> contentOf(Object object) {
        if (object instanceof Optional<?> optional) {
            return optional.isPresent() ? List.of(optional.get()) : List.of();
        }
        return object instanceof Map<?, ?> map ? keysAndValues(map) : (Iterable<?>) object;
    }

    private static Iterable<?> keysAndValues(Map<?, ?> map) {
        List<Object> parts = new ArrayList<>(2 * map.size());
        parts.addAll(map.keySet());
        parts.addAll(map.values());
        return parts;
    }
}
