/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** What messages advise to add to the configuration. */
final class Advice {
    private Advice() {}

    /** Returns the line that permits a class; for arrays, their elements. */
    static String allow(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return allow(element.getName());
    }

    /** Returns the line that permits the class of this name. */
    static String allow(String name) {
        return "add codec: { allow: [\"" + name + "\"] } to the configuration of the cache";
    }

    static String serializer(String name) {
        return "codec: { serializer: " + name + " }";
    }
}
