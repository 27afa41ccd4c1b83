/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import javax.cache.configuration.Factory;

/**
 * Makes objects of a class that was named in a file: by its constructor without parameters, or, if the class is a
 * {@link Factory}, by what that makes.
 *
 * @param named has a public constructor without parameters
 * @param wanted what the objects must be
 */
record NamedClass<T>(Class<?> named, Class<T> wanted) implements Factory<T> {
    private static final long serialVersionUID = 1L;

    /**
     * Returns a factory for the class, if it is one that can be used so.
     *
     * @throws IllegalArgumentException if it is not; the message says why
     */
    static <T> NamedClass<T> of(Class<?> named, Class<T> wanted) {
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
        return new NamedClass<>(named, wanted);
    }

    @Override
    public T create() {
        try {
            Constructor<?> constructor = named.getConstructor();
            Object made = constructor.newInstance();
            Object product = made instanceof Factory<?> factory && !wanted.isInstance(made) ? factory.create() : made;
            if (!wanted.isInstance(product)) {
                throw new ConfigurationException("the factory " + named.getName() + " named in the configuration made "
                        + (product == null ? "null" : "a " + product.getClass().getName()) + ", wanted is a "
                        + wanted.getName());
            }
            return wanted.cast(product);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigurationException(
                    "the class " + named.getName() + " named in the configuration cannot be made: " + cause, cause);
        }
    }
}
