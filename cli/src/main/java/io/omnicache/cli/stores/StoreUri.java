/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.config.TierOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a tier has stored something: {@code KIND:PATH?OPTION=VALUE&...}, such as {@code file:/var/cache/acme?durability=fsync}. */
final class StoreUri {
    private StoreUri() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message says what is allowed
     */
    static TierOptions parse(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("was '" + uri
                    + "', allowed is KIND:PATH, such as file:/var/cache/acme or sqlite:/var/cache/acme.db, with options"
                    + " behind a question mark");
        }
        String kind = uri.substring(0, colon);
        int question = uri.indexOf('?');
        String path = uri.substring(colon + 1, question < 0 ? uri.length() : question);
        Map<String, String> options = new HashMap<>();
        if (!path.isEmpty()) {
            options.put(word(kind, path), path);
        }
        if (question >= 0) {
            for (String pair : uri.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "was '" + uri + "', whose option '" + pair + "' has no value, allowed is OPTION=VALUE");
                }
                options.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new TierOptions(kind, options);
    }

    /** Returns the tier as one that is only read. */
    static TierOptions readOnly(TierOptions tier) {
        Map<String, String> options = new HashMap<>(tier.options());
        options.put("readOnly", "true");
        return new TierOptions(tier.kind(), options);
    }

    /** A database is a file, unless there is a directory. */
    private static String word(String kind, String path) {
        return kind.equals("sqlite") && !path.endsWith("/") && !Files.isDirectory(Path.of(path)) ? "file" : "directory";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
