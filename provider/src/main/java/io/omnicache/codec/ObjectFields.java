/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a class of the user's, taken apart and put together again: all that are neither static nor transient, those of the
 * superclasses first. No constructor runs. Immutable.
 */
public final class ObjectFields {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** Called as such: a method handle of it would make objects of the class whose constructor runs. */
    private final Constructor<?> maker;

    private final List<MethodHandle> getters = new ArrayList<>();
    private final List<MethodHandle> setters = new ArrayList<>();
    private final StringBuilder shape = new StringBuilder();

    private ObjectFields(Constructor<?> maker) {
        this.maker = maker;
    }

    /**
     * Opens the fields of a class.
     *
     * @throws IllegalArgumentException if they cannot be opened, or objects cannot be made; the message says why
     */
    public static ObjectFields of(Class<?> type) {
        try {
            ObjectFields fields = new ObjectFields(BlankObjects.bareConstructor(type));
            fields.add(type);
            return fields;
        } catch (UnprovenException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("it cannot be made without a constructor", e);
        }
    }

    private void add(Class<?> type) throws IllegalAccessException {
        Class<?> superclass = type.getSuperclass();
        if (superclass != null && superclass != Object.class) {
            add(superclass);
        }
        Field[] declared = type.getDeclaredFields();
        Arrays.sort(declared, Comparator.comparing(Field::getName)); // the order of reflection is none
        for (Field field : declared) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                FieldHandles.open(field);
                shape.append(field.getName())
                        .append(':')
                        .append(field.getType().getName())
                        .append(';');
                getters.add(LOOKUP.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class)));
                setters.add(FieldHandles.setter(field)
                        .asType(MethodType.methodType(void.class, Object.class, Object.class)));
            }
        }
    }

    /** Returns names and types of the fields, as text that other fields do not give. */
    public String shape() {
        return shape.toString();
    }

    /** Returns the number of fields. */
    public int count() {
        return getters.size();
    }

    /** Returns the values of the fields, boxed. */
    public @Nullable Object[] values(Object object) {
        @Nullable Object[] values = new @Nullable Object[getters.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = (Object) getters.get(i).invokeExact(object);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a field cannot be read", e);
        }
        return values;
    }

    /**
     * Returns a new object with the given values; its transient fields are zero or null.
     *
     * @throws IllegalArgumentException if there are more or fewer values than fields
     * @throws ClassCastException if a value is not of its field's type
     */
    public Object make(@Nullable Object[] values) {
        if (values.length != setters.size()) {
            throw new IllegalArgumentException("there are " + setters.size() + " fields, was " + values.length);
        }
        try {
            Object made = maker.newInstance();
            for (int i = 0; i < values.length; i++) {
                setters.get(i).invokeExact(made, values[i]);
            }
            return made;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a field cannot be written", e);
        }
    }
}
