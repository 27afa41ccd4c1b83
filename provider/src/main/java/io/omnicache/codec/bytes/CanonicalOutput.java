/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Java serialization that is the same for graphs of equal objects, however these are shared and ordered. Confined to one thread. */
final class CanonicalOutput extends PermittedOutput {
    /*
     * A stream shows which of its objects are one and the same, and the order and the capacity of hash tables; equals sees neither. So equal
     * parts of one class are written as one object, lists of the JDK as an ArrayList, sets and maps as those that keep an order, sorted by the
     * bytes of their parts. A field that can hold only another class refuses that when it is read back, and the key is refused.
     */
    private static final int FIRST_BUFFER = 256;

    private static final Set<String> STAND_INS = Set.of("java.util.CollSer", "java.util.EnumSet$SerializationProxy");

    private final PermittedTypes types;
    private final Map<Part, Object> parts = new HashMap<>();
    private final Map<Part, Object> ordered = new HashMap<>();

    private CanonicalOutput(OutputStream out, PermittedTypes types) throws IOException {
        super(out, types);
        this.types = types;
        enableReplaceObject(true);
    }

    static byte[] write(@Nullable Object object, PermittedTypes types) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
        try (CanonicalOutput out = new CanonicalOutput(bytes, types)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** An object as equal parts are: of one class, and equal. */
    private record Part(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Part part
                    && part.object.getClass() == object.getClass()
                    && Objects.deepEquals(object, part.object);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {object});
        }
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
        Object part = STAND_INS.contains(object.getClass().getName()) ? thawed(object) : object;
        Object first = parts.putIfAbsent(new Part(part), part);
        Object shared = first == null ? part : first;
        if (shared.getClass().getClassLoader() != null) {
            return shared;
        }
        if (shared instanceof List<?> list) {
            return ordered(new ArrayList<>(list));
        }
        if (shared instanceof Set<?> set && !(set instanceof SortedSet<?> sorted && sorted.comparator() != null)) {
            return ordered(new LinkedHashSet<>(sorted(set, types)));
        }
        if (shared instanceof Map<?, ?> map
                && !(map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null)) {
            return ordered(sorted(map));
        }
        return shared;
    }

    /* Some collections are stand-ins already when they come here, whose content only reading shows. */
    private Object thawed(Object standIn) throws IOException {
        JavaSerializer.Serialized java = new JavaSerializer.Serialized(types);
        byte[] bytes = java.write(standIn);
        try {
            return java.read(bytes, 0, bytes.length);
        } catch (ClassNotFoundException e) {
            throw new InvalidObjectException(e.getMessage());
        }
    }

    /* What is written twice must be one object. */
    private Object ordered(Object fresh) {
        Object before = ordered.putIfAbsent(new Part(fresh), fresh);
        return before == null ? fresh : before;
    }

    private Map<?, ?> sorted(Map<?, ?> map) throws IOException {
        Map<@Nullable Object, @Nullable Object> sorted = new LinkedHashMap<>();
        for (Object key : sorted(map.keySet(), types)) {
            sorted.put(key, map.get(key));
        }
        return sorted;
    }

    private static List<@Nullable Object> sorted(Collection<?> elements, PermittedTypes types) throws IOException {
        List<Encoded> encoded = new ArrayList<>(elements.size());
        for (Object element : elements) {
            encoded.add(new Encoded(element, write(element, types)));
        }
        encoded.sort((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
        List<@Nullable Object> sorted = new ArrayList<>(encoded.size());
        for (Encoded one : encoded) {
            sorted.add(one.element());
        }
        return sorted;
    }

    @SuppressWarnings("ArrayRecordComponent") // lives as long as the sorting
    private record Encoded(@Nullable Object element, byte[] bytes) {}
}
