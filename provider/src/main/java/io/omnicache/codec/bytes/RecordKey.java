/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are records: the name of the class, its shape, and the components in their order. Immutable.
 *
 * <p>The shape is a checksum of the components' names and types, so that keys of another version of the class are other keys.
 */
final class RecordKey implements KeyForm {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final String type;
    private final int shape;
    private final MethodHandle[] getters;
    private final MethodHandle maker;
    private final KeyForms forms;

    private RecordKey(Class<?> type, MethodHandle[] getters, MethodHandle maker, KeyForms forms) {
        this.type = type.getName();
        this.shape = shapeOf(type);
        this.getters = getters;
        this.maker = maker;
        this.forms = forms;
    }

    /** Returns why records of this class are not written component by component; null if they are. */
    static @Nullable String obstacle(Class<?> type) {
        try {
            // The compiler's own equals is final, which hardly anybody writes.
            if (!Modifier.isFinal(type.getDeclaredMethod("equals", Object.class).getModifiers())) {
                return "it has an equals method of its own";
            }
        } catch (NoSuchMethodException e) {
            return "it has no equals method"; // no compiler leaves it out
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isArray()) {
                return "its component '" + component.getName() + "' is an array, which is equal only to itself";
            }
        }
        Constructor<?> constructor = constructor(type);
        return constructor.trySetAccessible() ? null : "its package is not open to io.omnicache";
    }

    /** Returns the form of a class that has no {@linkplain #obstacle obstacle}. */
    static RecordKey of(Class<?> type, KeyForms forms) {
        RecordComponent[] components = type.getRecordComponents();
        MethodHandle[] getters = new MethodHandle[components.length];
        try {
            for (int i = 0; i < getters.length; i++) {
                // The field, which equals compares: an accessor is user code.
                Field field = type.getDeclaredField(components[i].getName());
                field.setAccessible(true);
                getters[i] = LOOKUP.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class));
            }
            Constructor<?> constructor = constructor(type);
            constructor.setAccessible(true);
            MethodHandle maker = LOOKUP.unreflectConstructor(constructor)
                    .asSpreader(Object[].class, getters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordKey(type, getters, maker, forms);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " is not made like a record", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no canonical constructor", e);
        }
    }

    private static int shapeOf(Class<?> type) {
        CRC32C checksum = new CRC32C();
        for (RecordComponent component : type.getRecordComponents()) {
            String one = component.getName() + ":" + component.getType().getName() + ";";
            checksum.update(one.getBytes(StandardCharsets.UTF_8));
        }
        return (int) checksum.getValue();
    }

    @Override
    public void write(Object key, ByteOutput out) {
        out.int1(Tag.RECORD).text(type).int4(shape).length(getters.length);
        for (MethodHandle getter : getters) {
            forms.write(get(getter, key), out);
        }
    }

    private static @Nullable Object get(MethodHandle getter, Object key) {
        try {
            return (Object) getter.invokeExact(key);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a field cannot be read", e);
        }
    }

    /** Reads what follows the name of the class. */
    Object read(ByteInput in) throws UnreadableException, ClassNotFoundException {
        if (in.int4() != shape || in.length() != getters.length) {
            throw new UnreadableException(type + " has other components by now");
        }
        @Nullable Object[] components = new @Nullable Object[getters.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = forms.read(in);
        }
        try {
            return (Object) maker.invokeExact(components);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UnreadableException("the constructor of " + type + " refuses the stored components", e);
        }
    }
}
