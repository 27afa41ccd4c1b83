/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** A checksum of what objects of a class are made of: other versions of the class have another one. */
final class ClassShape {
    private ClassShape() {}

    /**
     * Returns eight hexadecimal digits, from the names and types of the fields of the class, of its superclasses, and of the closed types
     * that are reached from it. Enums do not count, as a constant more changes nothing for those that are stored.
     *
     * @throws LinkageError if a field names what is missing
     */
    static String of(Class<?> type) {
        List<String> parts = new ArrayList<>();
        for (Class<?> one : Reach.from(type)) {
            if (!one.isEnum()) {
                addFields(one, one == type ? "" : one.getName(), parts);
            }
        }
        Collections.sort(parts); // neither the order of fields nor that of the search is certain
        CRC32C checksum = new CRC32C();
        checksum.update(String.join(";", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static void addFields(Class<?> type, String owner, List<String> parts) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                parts.add(owner + "." + field.getName() + ":"
                        + field.getGenericType().getTypeName());
            }
        }
    }
}
