/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Objects;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of a class that was named in a file: by its constructor without parameters, or, if the class is a
 * {@link Factory}, by what that makes.
 *
 * @param named has a public constructor without parameters
 * @param wanted what the objects must be
 * @param stated where the class was named and how, the begin of messages
 */
record NamedClass<T>(Class<?> named, Class<T> wanted, String stated) implements Factory<T> {
    private static final long serialVersionUID = 1L;

    /**
     * Returns a factory for the class, if it is one that can be used so.
     *
     * @throws IllegalArgumentException if it is not; the message says why
     */
    static <T> NamedClass<T> of(Class<?> named, Class<T> wanted, String stated) {
        if (!wanted.isAssignableFrom(named) && !Factory.class.isAssignableFrom(named)) {
            throw new IllegalArgumentException(
                    "which is neither a " + wanted.getName() + " nor a " + Factory.class.getName() + " of one");
        }
        if (named.isInterface() || Modifier.isAbstract(named.getModifiers())) {
            throw new IllegalArgumentException("which is abstract, allowed is a class that can be made");
        }
        try {
            if (!named.getConstructor().canAccess(null)) {
                throw new IllegalArgumentException(
                        "which is not accessible, allowed is a public class, in a package that"
                                + " its module opens or exports to io.omnicache");
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "which has no public constructor without parameters; it may also be made by a "
                            + Factory.class.getName(),
                    e);
        }
        return new NamedClass<>(named, wanted, stated);
    }

    @Override
    public T create() {
        try {
            Constructor<?> constructor = named.getConstructor();
            Object made = constructor.newInstance();
            Object product = made instanceof Factory<?> factory && !wanted.isInstance(made) ? factory.create() : made;
            if (!wanted.isInstance(product)) {
                throw new ConfigurationException(stated + ", which made "
                        + (product == null ? "null" : "a " + product.getClass().getName()) + ", wanted is a "
                        + wanted.getName());
            }
            return wanted.cast(product);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigurationException(stated + ", which cannot be made: " + cause, cause);
        }
    }

    /** Two factories of the same are equal, wherever they are stated: so are the configurations that hold them. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedClass<?> that && named == that.named && wanted == that.wanted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(named, wanted);
    }
}
