/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;
import java.util.Objects;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values are copied on their way in and out, except those that are provably immutable, which are shared.
 *
 * <p>Without a named copier, a value is serialized once when it is stored and deserialized each time it is read, with
 * the classes that the manager's class loader sees. With one, what is kept is a copy, and each reading copies that; the
 * copier {@code fields} leaves to serialization what it cannot copy as that would.
 *
 * <p>Thread-safe.
 */
public final class ByValue implements StoredForm {
    /*
     * What is kept is the user's object itself if it is immutable, else a Kept, a type that no user can name. So a
     * reading needs no verdict: anything that is not a Kept was found immutable when it was stored, and stays so.
     * Keys have to stay objects (equals and hashCode must work), so they are judged again when they are handed out.
     */
    private final String cache;
    private final Copier copier;
    private final ClassLoader loader;
    private final boolean serializes;
    private final @Nullable GraphCopier fields;
    private final ImmutabilityCheck keys;
    private final ImmutabilityCheck values;

    /**
     * Whether anything was ever kept in another form: if not, a reading need not look at what is stored, which would cost it a memory
     * access. Who reads a kept form has read it from where it was published, so sees this too.
     */
    private boolean keeps;

    /** Null until something is serialized: most values are immutable. Made once: nobody else could read what it has written. */
    private volatile @Nullable SerialForm serialForm;

    /**
     * Copies by {@code copier}.
     *
     * @param cache the cache's name, for messages
     * @param loader the manager's class loader, which {@code copier} is handed, too
     */
    public ByValue(String cache, Copier copier, ClassLoader loader) {
        this.cache = Objects.requireNonNull(cache, "cache");
        this.copier = Objects.requireNonNull(copier, "copier");
        this.loader = Objects.requireNonNull(loader, "loader");
        this.keys = new ImmutabilityCheck(loader);
        this.values = new ImmutabilityCheck(loader);
        this.serializes = copier instanceof JavaSerialization;
        this.fields = copier instanceof FieldCopier known ? known.of(loader) : null;
    }

    /** Returns the object on the heap that what {@link #store} returned holds: itself, or what its wrapper refers to. */
    public static Object heldBy(Object stored) {
        return stored instanceof Kept kept ? kept.content() : stored;
    }

    @Override
    public Object store(Object value) {
        return values.isImmutable(value) ? value : keep(value);
    }

    @Override
    public Object read(Object stored) {
        return keeps && stored instanceof Kept kept ? copyOf(kept) : stored;
    }

    @Override
    public Object storeKey(Object key) {
        return keys.isImmutable(key) ? key : copy(key);
    }

    @Override
    public Object readKey(Object stored) {
        return storeKey(stored);
    }

    private Kept keep(Object value) {
        if (!keeps) {
            keeps = true; // once: readers on other processors look at it all the time
        }
        if (value instanceof byte[] bytes && isOurs()) {
            return new Kept.Copy(bytes.clone());
        }
        if (serializes) {
            return new Kept.Bytes(serialForm().write(value));
        }
        if (fields == null) {
            return new Kept.Copy(copyByCopier(value));
        }
        Object copy = fields.tryCopy(value);
        return copy != null ? new Kept.Copy(copy) : new Kept.Bytes(serialForm().write(value));
    }

    private Object copyOf(Kept kept) {
        return kept instanceof Kept.Bytes serialized
                ? serialForm().read(serialized.bytes)
                : copy(((Kept.Copy) kept).value);
    }

    /* Then bytes are copied as serialization would, without it. */
    private boolean isOurs() {
        return serializes || fields != null;
    }

    private Object copy(Object object) {
        if (object instanceof byte[] bytes && isOurs()) {
            return bytes.clone();
        }
        if (serializes) {
            return serializedCopy(object);
        }
        if (fields == null) {
            return copyByCopier(object);
        }
        Object copy = fields.tryCopy(object);
        return copy != null ? copy : serializedCopy(object);
    }

    private Object serializedCopy(Object object) {
        return serialForm().read(serialForm().write(object));
    }

    private SerialForm serialForm() {
        SerialForm present = serialForm;
        return present != null ? present : newSerialForm();
    }

    private synchronized SerialForm newSerialForm() {
        SerialForm made = serialForm == null ? SerialForm.of(cache, loader) : serialForm;
        serialForm = made;
        return made;
    }

    private Object copyByCopier(Object object) {
        @Nullable Object copy;
        try {
            copy = copier.copy(object, loader);
        } catch (CacheException e) {
            throw e;
        } catch (Exception e) { // also checked ones: other languages throw them undeclared
            throw new CacheException(
                    failed(object) + " failed with " + e.getClass().getName(), e);
        }
        if (copy == null) {
            throw new CacheException(failed(object) + " returned null");
        }
        return copy;
    }

    private String failed(Object object) {
        return "Cache '" + cache + "': " + object.getClass().getName() + " cannot be copied: copier '" + copier.name()
                + "'";
    }
}
