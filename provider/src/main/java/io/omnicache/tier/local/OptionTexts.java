/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.config.Quantities;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of a tier as text. What they say is read here; an {@link IllegalArgumentException} says which one is wrong, and what is allowed.
 *
 * @param tier the name of the tier's kind
 * @param texts the options by their names
 */
public record OptionTexts(String tier, Map<String, String> texts) {
    /** What is not bounded. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** Returns the text of an option; null if it is not given. */
    public @Nullable String text(String name) {
        return texts.get(name);
    }

    /** Returns a number of entries; {@link #UNBOUNDED} if it is not given. */
    public long count(String name) {
        return quantity(name, Quantities.COUNT, text -> Quantities.count(text).orElse(null));
    }

    /** Returns a number of bytes; {@link #UNBOUNDED} if it is not given. */
    public long bytes(String name) {
        return quantity(
                name, Quantities.BYTE_COUNT, text -> Quantities.bytes(text).orElse(null));
    }

    private long quantity(String name, String allowed, Function<String, @Nullable Long> reader) {
        String text = texts.get(name);
        Long read = text == null ? Long.valueOf(UNBOUNDED) : reader.apply(text);
        if (read == null) {
            throw wrong(name, String.valueOf(text), allowed);
        }
        return read;
    }

    /** Returns the option {@code durability}; built in is {@link Durability#OS}. */
    public Durability durability() {
        String text = texts.getOrDefault("durability", "os");
        for (Durability each : Durability.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw wrong("durability", text, "os, fsync or behind");
    }

    /** Returns an option that is {@code true} or {@code false}; the latter if it is not given. */
    public boolean truth(String name) {
        String text = texts.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(name, text, "true or false");
        }
        return text.equals("true");
    }

    /** Returns a path that is given. */
    public Path path(String name) {
        String text = texts.getOrDefault(name, "");
        if (text.isBlank()) {
            throw wrong(name, text, "a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the option " + name + " of the tier " + tier + " is no path: " + text, e);
        }
    }

    /** Returns what says that an option is wrong. */
    public IllegalArgumentException wrong(String name, String text, String allowed) {
        return new IllegalArgumentException(
                "the option " + name + " of the tier " + tier + " was " + text + ", allowed is " + allowed);
    }
}
