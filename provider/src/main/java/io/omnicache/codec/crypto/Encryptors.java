/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.Encryptor;
import io.omnicache.config.NamedServices;
import io.omnicache.config.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one cache can encrypt and decrypt values with: AES-GCM, and the encryptors that {@link java.util.ServiceLoader} finds. Thread-safe. */
public final class Encryptors {
    private static final System.Logger LOG = System.getLogger("io.omnicache.codec");
    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");

    private final ValueCipher active;
    private final AesGcm builtIn;
    private final ClassLoader loader;

    /** Looked for when one is named: nearly never. */
    private volatile @Nullable Map<String, ValueCipher> named;

    private Encryptors(AesGcm builtIn, @Nullable String active, ClassLoader loader) {
        this.builtIn = builtIn;
        this.loader = loader;
        this.active = active == null ? builtIn : required(active);
    }

    /**
     * Creates them.
     *
     * @param active the name of the encryptor that is written with; null for the built-in one
     * @throws IllegalArgumentException if there is none of that name
     */
    static Encryptors of(Ciphers builtIn, @Nullable String active, ClassLoader loader) {
        return new Encryptors(new AesGcm(builtIn), active, loader);
    }

    /**
     * Returns the names that the option {@code encryptor} takes.
     *
     * @throws javax.cache.CacheException if two encryptors have one name, or one cannot be loaded
     */
    public static Set<String> names(ClassLoader loader) {
        return services(loader).keySet();
    }

    private static Map<String, Encryptor> services(ClassLoader loader) {
        return NamedServices.known(Encryptor.class, "encryptor", Encryptor::name, List.of(), loader);
    }

    private ValueCipher required(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("was '" + name + "', allowed is 1 to 64 visible characters of ASCII");
        }
        ValueCipher found = cipher(name);
        if (found == null) {
            Set<String> names = names(loader);
            throw new IllegalArgumentException("was '" + name + "', allowed is "
                    + (names.isEmpty()
                            ? "the name of an Encryptor, and none is found"
                            : "one of " + String.join(", ", names))
                    + Suggestion.didYouMean(name, names));
        }
        return found;
    }

    /** Returns what is written with. */
    ValueCipher active() {
        return active;
    }

    /** Returns what a value names that was encrypted; null if there is none of that name. */
    @Nullable
    ValueCipher cipher(String name) {
        return name.equals(builtIn.name()) ? builtIn : named().get(name);
    }

    /** Returns whether there are others than the built-in one. */
    boolean areNamed() {
        return !named().isEmpty();
    }

    private Map<String, ValueCipher> named() {
        Map<String, ValueCipher> present = named;
        if (present == null) {
            present = found();
            named = present;
        }
        return present;
    }

    private Map<String, ValueCipher> found() {
        Map<String, ValueCipher> found = new HashMap<>();
        try {
            services(loader).forEach((each, encryptor) -> found.put(each, new NamedCipher(encryptor, each)));
        } catch (RuntimeException | LinkageError e) { // a read is to miss, and none of them may be needed
            LOG.log(System.Logger.Level.WARNING, "the Encryptors cannot be loaded, and none is used", e);
            return Map.of();
        }
        return Map.copyOf(found);
    }
}
