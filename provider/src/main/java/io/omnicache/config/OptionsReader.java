/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the block of a cache or template: which word states which option, and how its value is read. Thread-safe.
 *
 * @param classes finds the classes that are named
 */
record OptionsReader(ClassNames classes) {
    static final String OVERRIDE = "override";

    private static final Map<String, List<Word>> WORDS = words();
    private static final Words OF_CACHES =
            Words.of(WORDS.keySet().stream().sorted().toArray(String[]::new));
    private static final Words OF_TEMPLATES = new Words(withOverride(), OF_CACHES.later());
    private static final Words RETRY = Words.of("attempts", "firstDelay", "longestDelay");

    /** What a word states. */
    private record Word(Option option, BiFunction<Cursor, ClassNames, Object> reader) {}

    private static Map<String, List<Word>> words() {
        Map<String, List<Word>> words = new HashMap<>();
        words.put(
                Option.TIERS.label(),
                List.of(
                        new Word(Option.HEAP, TiersReader::heap),
                        new Word(Option.TIERS, (cursor, classes) -> TiersReader.below(cursor))));
        state(words, Option.KEY, (cursor, classes) -> classes.type(cursor));
        state(words, Option.VALUE, (cursor, classes) -> classes.type(cursor));
        for (Option flag : List.of(
                Option.BY_VALUE,
                Option.READ_THROUGH,
                Option.WRITE_THROUGH,
                Option.STATISTICS,
                Option.MANAGEMENT,
                Option.MISS_RATIO_CURVE)) {
            state(words, flag, (cursor, classes) -> flag(cursor));
        }
        state(words, Option.LOADER, (cursor, classes) -> classes.factory(cursor, CacheLoader.class));
        state(words, Option.WRITER, (cursor, classes) -> classes.factory(cursor, CacheWriter.class));
        state(words, Option.EXPIRY, ExpiryReader::read);
        state(words, Option.LISTENERS, ListenersReader::read);
        state(words, Option.STRATEGY, (cursor, classes) -> cursor.text("the name of an eviction strategy"));
        state(words, Option.GUARD, (cursor, classes) -> guard(cursor));
        state(words, Option.ON_FAILURE, (cursor, classes) -> onFailure(cursor));
        state(words, Option.PROMOTION, (cursor, classes) -> promotion(cursor));
        state(words, Option.COPIER, (cursor, classes) -> cursor.text("the name of a copier"));
        state(words, Option.LOADER_RETRY, (cursor, classes) -> loaderRetry(cursor));
        state(words, Option.CODEC, (cursor, classes) -> CodecReader.read(cursor));
        return Map.copyOf(words);
    }

    private static void state(
            Map<String, List<Word>> words, Option option, BiFunction<Cursor, ClassNames, Object> reader) {
        words.put(option.label(), List.of(new Word(option, reader)));
    }

    private static List<String> withOverride() {
        List<String> known = new ArrayList<>(OF_CACHES.known());
        known.add(OVERRIDE);
        return List.copyOf(known);
    }

    /** Reads the entry of a cache. */
    Layer cache(Cursor block) {
        return layer(block, OF_CACHES.in(block), Stated.Source.ENTRY);
    }

    /** Reads a template. */
    Template template(String name, Cursor block) {
        Map<String, Cursor> entries = OF_TEMPLATES.in(block);
        Cursor override = entries.remove(OVERRIDE);
        Map<String, Cursor> over = override == null ? Map.of() : OF_CACHES.in(override);
        return new Template(
                new NamePattern(name),
                layer(block, entries, Stated.Source.TEMPLATE),
                layer(block, over, Stated.Source.TEMPLATE));
    }

    private Layer layer(Cursor block, Map<String, Cursor> entries, Stated.Source source) {
        EnumMap<Option, Stated> stated = new EnumMap<>(Option.class);
        entries.forEach((name, cursor) -> {
            for (Word word : Objects.requireNonNull(WORDS.get(name), name)) {
                Object value = word.option().checked(word.reader().apply(cursor, classes));
                stated.put(word.option(), new Stated(value, source, cursor.place(), cursor.given(), cursor.isSecret()));
            }
        });
        return new Layer(block.subject(), stated);
    }

    static boolean flag(Cursor cursor) {
        return cursor.read("true or false", List.of("true", "false"), text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    private static Guard guard(Cursor cursor) {
        return oneOf(cursor, List.of(Guard.values()), Guard::label);
    }

    private static OnFailure onFailure(Cursor cursor) {
        return oneOf(cursor, List.of(OnFailure.values()), OnFailure::label);
    }

    private static Promotion promotion(Cursor cursor) {
        return oneOf(cursor, List.of(Promotion.values()), Promotion::label);
    }

    private static <E> E oneOf(Cursor cursor, List<E> values, Function<E, String> label) {
        List<String> allowed = values.stream().map(label).toList();
        return cursor.read(
                String.join(" or ", allowed),
                allowed,
                text -> values.stream()
                        .filter(value -> label.apply(value).equals(text))
                        .findAny());
    }

    private static LoaderRetry loaderRetry(Cursor cursor) {
        Map<String, Cursor> entries = RETRY.in(cursor);
        Cursor attempts = entries.get("attempts");
        if (attempts == null) {
            throw cursor.wrong("'attempts' is missing, " + Quantities.COUNT);
        }
        Duration first = delay(entries.get("firstDelay"), Duration.ZERO);
        Cursor limit = entries.get("longestDelay");
        Duration longest = delay(limit, first);
        if (limit != null && longest.compareTo(first) < 0) {
            throw limit.wrong("was '" + limit.written() + "', allowed is at least firstDelay, which is "
                    + first.toMillis() + "ms");
        }
        return new LoaderRetry(attempts(attempts), first, longest);
    }

    private static int attempts(Cursor cursor) {
        return cursor.read(
                Quantities.COUNT,
                List.of(),
                text -> Quantities.count(text)
                        .filter(number -> number <= Integer.MAX_VALUE)
                        .map(Long::intValue));
    }

    private static Duration delay(@Nullable Cursor cursor, Duration missing) {
        return cursor == null ? missing : ExpiryReader.duration(cursor);
    }
}
