/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field more in a node is 8 bytes more for every entry of every cache. */
class NodeLayoutTest {
    private static final int HEADER = 12;

    /** Counted for a 64-bit JVM with compressed references, which lays fields out without gaps (JDK 15 and later). */
    @ParameterizedTest
    @CsvSource({"Node, 40", "WeighedNode, 48", "TimedNode, 64", "WeighedTimedNode, 72"})
    void nodesAreAsSmallAsIsSaid(String name, int bytes) throws ClassNotFoundException {
        int size = HEADER;
        for (Class<?> type = Class.forName(Node.class.getPackageName() + "." + name);
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    size += bytesOf(field.getType());
                }
            }
        }
        assertThat((size + 7) / 8 * 8).isEqualTo(bytes);
    }

    private static int bytesOf(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        return type == byte.class || type == boolean.class ? Byte.BYTES : Integer.BYTES;
    }
}
