/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request per line. Not thread-safe. */
final class LineKeys implements KeyReader {
    private final Lines lines;
    private final Function<String, @Nullable String> keyOf;
    private long malformed;

    /**
     * Reads keys from lines.
     *
     * @param keyOf gives the key in a line, or null if the line is no request
     */
    LineKeys(Lines lines, Function<String, @Nullable String> keyOf) {
        this.lines = lines;
        this.keyOf = keyOf;
    }

    @Override
    public @Nullable Object next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            String key = keyOf.apply(line);
            if (key != null) {
                return key;
            }
            malformed++;
        }
        return null;
    }

    @Override
    public long malformed() {
        return malformed;
    }
}
