/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectStreamConstants;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization within one process, for one class loader: objects to bytes that only this object can read back.
 *
 * <p>It keeps all of serialization's behaviour (hooks, transient fields, shared and cyclic references) and sets no filter,
 * since the bytes never leave the process; a filter set for the whole JVM applies. Thread-safe.
 */
final class SerialForm {
    /*
     * The form is that of the Java Object Serialization Specification, with two changes: no stream header, and a class
     * descriptor is the two-byte number that ClassTable gave it (0: the ordinary descriptor follows). A small object takes
     * a third of the space, and reading it neither parses a descriptor nor looks for a class.
     */
    private static final int FIRST_BUFFER = 256;

    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{javaJavaIdentifierPart}.\\[;/]+");

    /** What messages begin with. */
    private final String where;

    private final ClassTable classes;

    private SerialForm(String where, ClassLoader loader) {
        this.where = where;
        this.classes = new ClassTable(loader);
    }

    /** Returns the form of a cache's values. */
    static SerialForm of(String cache, ClassLoader loader) {
        return new SerialForm("Cache '" + cache + "': ", loader);
    }

    /** Returns a form for somebody who does not know the cache: a copier of the user's that copies a part this way. */
    static SerialForm ofNoCache(ClassLoader loader) {
        return new SerialForm("", loader);
    }

    byte[] write(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
        try (SerialOutput out = new SerialOutput(bytes, classes)) {
            out.writeObject(object);
        } catch (CacheException e) {
            throw e;
        } catch (NotSerializableException e) {
            throw notSerializable(object.getClass(), e);
        } catch (ClassTable.UnknownClassException e) {
            throw new CacheException(cannotStore(object.getClass()) + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new CacheException(cannotStore(object.getClass()) + "serialization failed with " + type(e), e);
        } catch (StackOverflowError e) {
            throw new CacheException(cannotStore(object.getClass()) + "nested too deeply for Java serialization", e);
        }
        return bytes.toByteArray();
    }

    Object read(byte[] bytes) {
        Object object;
        try (SerialInput in = new SerialInput(new ByteArrayInputStream(bytes), classes)) {
            object = in.readObject();
        } catch (CacheException e) {
            throw e;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CacheException(cannotRead(bytes) + missing(e), e);
        } catch (IOException | RuntimeException e) {
            throw new CacheException(cannotRead(bytes) + "deserialization failed with " + type(e), e);
        } catch (StackOverflowError e) {
            throw new CacheException(cannotRead(bytes) + "nested too deeply for Java serialization", e);
        }
        return present(object, bytes);
    }

    /* These are thrown by user code too, with any message. */
    private String missing(Throwable e) {
        String name = e.getMessage();
        boolean named = (e instanceof ClassNotFoundException || e instanceof NoClassDefFoundError)
                && name != null
                && CLASS_NAME.matcher(name).matches();
        return named
                ? "class " + name + " is not available from " + classes.describeLoader()
                : "deserialization failed with " + type(e);
    }

    private Object present(@Nullable Object object, byte[] bytes) {
        if (object == null) {
            throw new CacheException(cannotRead(bytes) + "its readResolve returned null");
        }
        return object;
    }

    private CacheException notSerializable(Class<?> type, NotSerializableException e) {
        return new CacheException(
                cannotStore(type) + culprit(type, e) + " not Serializable. Make it Serializable, name a copier for the"
                        + " cache, or store by reference (setStoreByValue(false))",
                e);
    }

    /* The message is the class's name, perhaps followed by debug lines; user code may throw it with anything else. */
    private static String culprit(Class<?> type, NotSerializableException e) {
        String name =
                e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
        if (name.equals(type.getName())) {
            return "it is";
        }
        return CLASS_NAME.matcher(name).matches() ? name + ", which it refers to, is" : "an object it refers to is";
    }

    private String cannotStore(Class<?> type) {
        return where + type.getName() + " cannot be stored by value: ";
    }

    private String cannotRead(byte[] bytes) {
        boolean described = bytes.length > 3 && bytes[1] == ObjectStreamConstants.TC_CLASSDESC;
        int number = described ? ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF) : ClassTable.NOT_LISTED;
        String type = number == ClassTable.NOT_LISTED
                ? "object"
                : classes.descriptor(number).getName();
        return where + "stored " + type + " cannot be read: ";
    }

    private static String type(Throwable e) {
        return e instanceof InvalidClassException invalid && invalid.classname != null
                ? e.getClass().getName() + " for " + invalid.classname
                : e.getClass().getName();
    }
}
