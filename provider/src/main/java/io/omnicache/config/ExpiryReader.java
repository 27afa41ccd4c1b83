/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** Reads when entries expire. */
final class ExpiryReader {
    private static final String ETERNAL = "eternal";
    private static final String ALLOWED = Quantities.DURATION + ", or " + ETERNAL;
    private static final Words WORDS = Words.of("created", "accessed", "modified", "touched");
    private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d");

    private ExpiryReader() {}

    static Factory<? extends ExpiryPolicy> read(Cursor cursor, ClassNames classes) {
        if (cursor.isScalar()) {
            return named(cursor, classes);
        }
        Map.Entry<String, Cursor> rule = WORDS.oneIn(cursor);
        Duration duration = durationOrEternal(rule.getValue());
        return switch (rule.getKey()) {
            case "created" -> CreatedExpiryPolicy.factoryOf(duration);
            case "accessed" -> AccessedExpiryPolicy.factoryOf(duration);
            case "modified" -> ModifiedExpiryPolicy.factoryOf(duration);
            default -> TouchedExpiryPolicy.factoryOf(duration);
        };
    }

    private static Factory<? extends ExpiryPolicy> named(Cursor cursor, ClassNames classes) {
        String text = cursor.text(ETERNAL);
        if (text.equals(ETERNAL)) {
            return EternalExpiryPolicy.factoryOf();
        }
        if (text.indexOf('.') < 0) {
            throw cursor.refused(
                    "eternal, a rule such as { created: 10m }, or the full name of a class", List.of(ETERNAL));
        }
        return classes.factory(cursor, ExpiryPolicy.class);
    }

    /** Reads a duration that ends. */
    static java.time.Duration duration(Cursor cursor) {
        Duration duration =
                cursor.read(Quantities.DURATION, Quantities.otherCase(cursor.written(), UNITS), Quantities::duration);
        return java.time.Duration.ofMillis(duration.getTimeUnit().toMillis(duration.getDurationAmount()));
    }

    private static Duration durationOrEternal(Cursor cursor) {
        return cursor.read(
                ALLOWED,
                Quantities.otherCase(cursor.written(), UNITS),
                text -> text.equals(ETERNAL) ? Optional.of(Duration.ETERNAL) : Quantities.duration(text));
    }
}
