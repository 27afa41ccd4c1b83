/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.util.Collection;

/** How many constants the enum has of which there are some in a collection. */
final class Constants {
    /** Taken for what is empty, which does not tell its enum. */
    static final int GUESS = 8;

    private static final ClassValue<Integer> COUNTS = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return type.getEnumConstants().length;
        }
    };

    private Constants() {}

    static int beside(Collection<? extends Enum<?>> some) {
        return some.isEmpty() ? GUESS : COUNTS.get(some.iterator().next().getDeclaringClass());
    }
}
