/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are collections of the JDK. Lists are equal whatever their class, so the class is not written: a list comes back as a list
 * that cannot be changed; likewise sets and maps, whose parts are sorted by their bytes. Immutable.
 */
record CollectionKey(KeyForms forms) implements KeyForm {
    /** Whether equality of this class is that of lists, sets, maps, entries or optional values. */
    static boolean isOne(Class<?> type) {
        // By identity, or perhaps so, against the contract of sets and maps.
        boolean byIdentity = type.getName().startsWith("java.util.IdentityHashMap")
                || type.getName().equals("java.util.Collections$SetFromMap");
        return (isCollection(type) || Map.Entry.class.isAssignableFrom(type) || type == Optional.class)
                && !byIdentity
                && type.getClassLoader() == null
                && type.getName().startsWith("java.util.");
    }

    static boolean isCollection(Class<?> type) {
        return List.class.isAssignableFrom(type)
                || Set.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    @Override
    public void write(Object key, ByteOutput out) {
        if (key instanceof List<?> list) {
            List<?> elements = new ArrayList<>(list); // once, should somebody change it meanwhile
            out.int1(Tag.LIST).length(elements.size());
            elements.forEach(element -> forms.write(element, out));
        } else if (key instanceof Set<?> set) {
            requireNaturalOrder(set instanceof SortedSet<?> sorted ? sorted.comparator() : null, key);
            writeSorted(Tag.SET, set, this::writeElement, out);
        } else if (key instanceof Map<?, ?> map) {
            requireNaturalOrder(map instanceof SortedMap<?, ?> sorted ? sorted.comparator() : null, key);
            writeSorted(Tag.MAP, map.entrySet(), this::writeEntry, out);
        } else if (key instanceof Map.Entry<?, ?> entry) {
            writeEntry(entry, out.int1(Tag.ENTRY));
        } else {
            forms.write(((Optional<?>) key).orElse(null), out.int1(Tag.OPTIONAL));
        }
    }

    private interface PartWriter<T> {
        void write(T part, ByteOutput out);
    }

    private void writeElement(@Nullable Object element, ByteOutput out) {
        forms.write(element, out);
    }

    private void writeEntry(Map.Entry<?, ?> entry, ByteOutput out) {
        forms.write(entry.getKey(), out);
        forms.write(entry.getValue(), out);
    }

    private static <T> void writeSorted(int tag, Collection<? extends T> parts, PartWriter<T> writer, ByteOutput out) {
        List<byte[]> encoded = new ArrayList<>(parts.size());
        for (T part : parts) {
            ByteOutput one = new ByteOutput();
            writer.write(part, one);
            encoded.add(one.toBytes());
        }
        encoded.sort(Arrays::compareUnsigned);
        out.int1(tag).length(encoded.size());
        encoded.forEach(out::bytes);
    }

    private void requireNaturalOrder(@Nullable Object comparator, Object key) {
        if (comparator != null) {
            throw forms.refusal(key.getClass(), "its comparator may take for equal what is not");
        }
    }

    /** Reads what follows a tag of a collection. */
    static Object read(int tag, ByteInput in, KeyForms forms) throws UnreadableException, ClassNotFoundException {
        return switch (tag) {
            case Tag.LIST -> Collections.unmodifiableList(elements(in, forms));
            case Tag.SET -> Collections.unmodifiableSet(new LinkedHashSet<>(elements(in, forms)));
            case Tag.MAP -> map(in, forms);
            case Tag.ENTRY -> new AbstractMap.SimpleImmutableEntry<>(forms.read(in), forms.read(in));
            default -> Optional.ofNullable(forms.read(in));
        };
    }

    private static List<@Nullable Object> elements(ByteInput in, KeyForms forms)
            throws UnreadableException, ClassNotFoundException {
        int count = in.count();
        List<@Nullable Object> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(forms.read(in));
        }
        return elements;
    }

    private static Object map(ByteInput in, KeyForms forms) throws UnreadableException, ClassNotFoundException {
        int count = in.count();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(forms.read(in), forms.read(in));
        }
        return Collections.unmodifiableMap(map);
    }
}
