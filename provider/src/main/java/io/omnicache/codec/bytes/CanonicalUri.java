/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One text for all URIs that are equal: they are so whatever the case of scheme, host and escaped octets. */
final class CanonicalUri {
    private CanonicalUri() {}

    static String of(URI uri) {
        if (uri.isOpaque()) {
            return withFragment(scheme(uri).append(escapes(uri.getRawSchemeSpecificPart())), uri);
        }
        StringBuilder text = scheme(uri);
        if (uri.getHost() != null) {
            text.append("//");
            if (uri.getRawUserInfo() != null) {
                text.append(escapes(uri.getRawUserInfo())).append('@');
            }
            text.append(uri.getHost().toLowerCase(Locale.ROOT));
            if (uri.getPort() >= 0) {
                text.append(':').append(uri.getPort());
            }
        } else if (uri.getRawAuthority() != null) {
            text.append("//").append(escapes(uri.getRawAuthority()));
        }
        text.append(escapes(uri.getRawPath()));
        if (uri.getRawQuery() != null) {
            text.append('?').append(escapes(uri.getRawQuery()));
        }
        return withFragment(text, uri);
    }

    private static StringBuilder scheme(URI uri) {
        StringBuilder text = new StringBuilder();
        return uri.getScheme() == null
                ? text
                : text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
    }

    private static String withFragment(StringBuilder text, URI uri) {
        if (uri.getRawFragment() != null) {
            text.append('#').append(escapes(uri.getRawFragment()));
        }
        return text.toString();
    }

    private static String escapes(@Nullable String part) {
        if (part == null || part.indexOf('%') < 0) {
            return part == null ? "" : part;
        }
        StringBuilder text = new StringBuilder(part);
        for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
            for (int digit = i + 1; digit < Math.min(i + 3, text.length()); digit++) {
                text.setCharAt(digit, Character.toUpperCase(text.charAt(digit)));
            }
        }
        return text.toString();
    }
}
