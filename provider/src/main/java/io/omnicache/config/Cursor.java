/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting with the way to it: reads it as what is wanted, or says what is wrong.
 *
 * @param subject the cache or template, as messages name it; empty above them
 * @param path the option with its blocks; empty for the block of a cache
 */
record Cursor(Setting setting, String subject, String path, Interpolation interpolation) {
    Place place() {
        return setting.place();
    }

    /** Returns the value with placeholders filled in. */
    String text(String allowed) {
        String written = scalar(allowed).written();
        try {
            return interpolation.fill(written);
        } catch (IllegalArgumentException e) {
            throw wrong("was '" + written + "': " + e.getMessage());
        }
    }

    /** Returns the value, which no message may show, with placeholders filled in. */
    String secret(String allowed) {
        if (!(setting instanceof Setting.Scalar scalar)) {
            throw wrong(given() + ", allowed is " + allowed);
        }
        try {
            return interpolation.fill(scalar.written());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Reads the value; a reader that finds nothing refuses it. */
    <T> T read(String allowed, Collection<String> words, Function<String, Optional<T>> reader) {
        String text = text(allowed);
        return reader.apply(text).orElseThrow(() -> refused(allowed, words));
    }

    /** Returns what to throw for a value that is not allowed. */
    ConfigurationException refused(String allowed, Collection<String> words) {
        String written = scalar(allowed).written();
        return wrong("was '" + written + "', allowed is " + allowed + Suggestion.didYouMean(written, words));
    }

    /** Returns what is stated in this block by name; a name with nothing behind it is an empty block. */
    Map<String, Cursor> entries(String allowed) {
        if (setting instanceof Setting.Nothing) {
            return Map.of();
        }
        if (!(setting instanceof Setting.Block block)) {
            throw wrong(given() + ", allowed is " + allowed);
        }
        Map<String, Cursor> entries = new LinkedHashMap<>();
        block.entries()
                .forEach((name, entry) -> entries.put(name, at(entry, path.isEmpty() ? name : path + "." + name)));
        return entries;
    }

    /** Returns the items of this list. */
    List<Cursor> items(String allowed) {
        if (!(setting instanceof Setting.Sequence sequence)) {
            throw wrong(given() + ", allowed is " + allowed);
        }
        List<Cursor> items = new ArrayList<>();
        sequence.items().forEach((index, item) -> {
            Cursor cursor = at(item, path + "[" + index + "]");
            if (index != items.size()) {
                throw cursor.wrong("there is no " + path + "[" + items.size() + "] before it");
            }
            items.add(cursor);
        });
        return items;
    }

    /** Returns this setting as the block of a cache or template. */
    Cursor about(String name) {
        return new Cursor(setting, name, "", interpolation);
    }

    boolean isScalar() {
        return setting instanceof Setting.Scalar;
    }

    /** Returns the value as it was written, placeholders and all; nothing if it is no single value. */
    String written() {
        return setting instanceof Setting.Scalar scalar ? scalar.written() : "";
    }

    /** Returns whether the value, or one in the block, holds placeholders, so that what it came to must not be shown. */
    boolean isSecret() {
        return isSecret(setting);
    }

    private static boolean isSecret(Setting setting) {
        if (setting instanceof Setting.Block block) {
            return block.entries().values().stream().anyMatch(Cursor::isSecret);
        }
        if (setting instanceof Setting.Sequence sequence) {
            return sequence.items().values().stream().anyMatch(Cursor::isSecret);
        }
        return setting instanceof Setting.Scalar scalar && Interpolation.isTemplate(scalar.written());
    }

    /** Returns what to throw: place, subject and option before the given problem. */
    ConfigurationException wrong(String problem) {
        return wrong(problem, null);
    }

    ConfigurationException wrong(String problem, @Nullable Throwable cause) {
        return new ConfigurationException(message(problem), cause);
    }

    /** Returns place, subject and option before what is said of them. */
    String message(String problem) {
        return message(place(), subject, path, problem);
    }

    static String message(Place place, String subject, String path, String problem) {
        String option = path.isEmpty() ? "" : "option '" + path + "'";
        String about = subject.isEmpty() || option.isEmpty() ? subject + option : subject + ", " + option;
        return place + ": " + (about.isEmpty() ? "" : about + ": ") + problem;
    }

    private Cursor at(Setting next, String nextPath) {
        return new Cursor(next, subject, nextPath, interpolation);
    }

    private Setting.Scalar scalar(String allowed) {
        if (setting instanceof Setting.Scalar scalar) {
            return scalar;
        }
        throw wrong(given() + ", allowed is " + allowed);
    }

    /** Says what was given, for messages. */
    String given() {
        if (setting instanceof Setting.Scalar scalar) {
            return "was '" + scalar.written() + "'";
        }
        if (setting instanceof Setting.Block) {
            return "was a block of options";
        }
        return setting instanceof Setting.Sequence ? "was a list" : "nothing was given";
    }
}
