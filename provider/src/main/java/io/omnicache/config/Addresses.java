/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.regex.Pattern;

/** Addresses of files as messages show them: user information and queries may hold secrets. */
final class Addresses {
    /** Of an address anywhere in a text. */
    private static final Pattern USER = Pattern.compile("//[^/?#\\s]*@");

    /** In front of a jar's entry, of a fragment, or of the rest of a text. */
    private static final Pattern QUERY = Pattern.compile("\\?(?:(?!!/)[^\\s#])*");

    private Addresses() {}

    /** Returns an address, or a text with addresses in it; for what may be secret there are three dots. */
    static String shown(Object address) {
        String withoutUser = USER.matcher(String.valueOf(address)).replaceAll("//...@");
        return QUERY.matcher(withoutUser).replaceAll("?...");
    }
}
