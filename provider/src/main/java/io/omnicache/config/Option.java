/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Clock;
import java.util.List;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Everything that can be said of a cache: its name in the configuration file and what holds when nothing is said. */
public enum Option {
    KEY("key", Class.class, Object.class),
    VALUE("value", Class.class, Object.class),
    BY_VALUE("byValue", Boolean.class, true),
    READ_THROUGH("readThrough", Boolean.class, false),
    WRITE_THROUGH("writeThrough", Boolean.class, false),
    STATISTICS("statistics", Boolean.class, false),
    MANAGEMENT("management", Boolean.class, false),
    LOADER("loader", Factory.class, null),
    WRITER("writer", Factory.class, null),
    EXPIRY("expiry", Factory.class, EternalExpiryPolicy.factoryOf()),
    LISTENERS("listeners", List.class, List.of()),
    HEAP("heap", Bound.class, new Bound.Unbounded()),
    TIERS("tiers", List.class, List.of()),
    STRATEGY("strategy", String.class, "adaptive"),
    MISS_RATIO_CURVE("missRatioCurve", Boolean.class, false),
    GUARD("guard", Guard.class, Guard.WATCHED),
    ON_FAILURE("onFailure", OnFailure.class, OnFailure.DEGRADE),
    PROMOTION("promotion", Promotion.class, Promotion.FIRST_HIT),
    COPIER("copier", String.class, "serialization"),
    LOADER_RETRY("loaderRetry", LoaderRetry.class, LoaderRetry.NONE),
    CODEC("codec", CodecOptions.class, CodecOptions.DEFAULT),
    CLOCK("clock", Clock.class, Clock.system());

    private final String label;
    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // what is built in is immutable, whatever its type
    private final transient @Nullable Object builtIn;

    Option(String label, Class<?> type, @Nullable Object builtIn) {
        this.label = label;
        this.type = type;
        this.builtIn = builtIn;
    }

    /** Returns the word used in files and messages. */
    public String label() {
        return label;
    }

    /** Returns the value that holds when nobody states another. */
    @Nullable
    Object builtIn() {
        return builtIn;
    }

    /** Returns the value, checked to be of this option's type. */
    Object checked(Object value) {
        if (value == null) {
            throw new NullPointerException("option '" + label + "' must not be null");
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("option '" + label + "' takes a " + type.getName() + ", was a "
                    + value.getClass().getName());
        }
        return value;
    }
}
