/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;

/**
 * A process that keeps a canary in a cache, lets much fail around it, and prints all that it can come by: logs of all levels, exceptions,
 * {@code toString}, beans. It then waits, so that its files can be looked at while they are open.
 */
public final class CanaryProgram {
    /** What nobody is to see. */
    static final String VALUE = "canary-value-Serinus-canaria";
    /** What nobody is to see if keys are encrypted. */
    static final String KEY = "canary-key-Domestica-yellow";
    /** The key of encryption as text: 32 characters, never to be seen. */
    static final String SECRET = "canary-secret-Fringilla-0123456!";

    private CanaryProgram() {}

    /** Takes the kind of the tier, its directory, what is encrypted ({@code nothing}, {@code values} or {@code keys}), and a folder for keys. */
    public static void main(String[] arguments) throws Exception {
        logEverything();
        String kind = arguments[0];
        Path directory = Path.of(arguments[1]);
        CodecOptions codec = codec(arguments[2], SECRET, "k1");
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            use(provider.getCacheManager(), builder(kind, directory, codec));
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            tried(() -> {
                use(
                        provider.getCacheManager(),
                        builder(kind, directory, codec(arguments[2], "a wrong secret 0123456789abcdefg", "k1")));
                return "wrong key";
            });
        }
        mistakes(kind, directory);
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<String, String> cache =
                    use(provider.getCacheManager(), builder(kind, directory, codec(arguments[2], SECRET, "k2")));
            for (int i = 0; i < 50; i++) {
                cache.put(KEY + i, VALUE + i + "x".repeat(3_000));
            }
            System.out.println("ready");
            System.out.flush();
            awaitLook(cache);
            tamper(directory);
            for (int i = 0; i < 50; i++) {
                String key = KEY + i;
                tried(() -> cache.get(key) == null);
                tried(() -> {
                    cache.put(key, VALUE);
                    return "put";
                });
            }
            tried(() -> {
                cache.close();
                return "closed";
            });
            tried(() -> cache.get(KEY));
        }
    }

    /** A database that nobody writes for a moment empties its log, in which the canary is to be found, too. */
    private static void awaitLook(OmniCache<String, String> cache) throws Exception {
        AtomicBoolean looked = new AtomicBoolean();
        Thread busy = new Thread(() -> {
            while (!looked.get()) {
                cache.put(KEY, VALUE);
                LockSupport.parkNanos(20_000_000);
            }
        });
        busy.start();
        System.in.read();
        looked.set(true);
        busy.join();
    }

    private static void logEverything() {
        Logger root = Logger.getLogger("io.omnicache");
        root.setLevel(Level.ALL);
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    private static CodecOptions codec(String what, String secret, String active) {
        if (what.equals("nothing")) {
            return CodecOptions.DEFAULT;
        }
        Map<String, KeySource> keys = new HashMap<>();
        keys.put("k1", KeySource.bytes(secret.getBytes(StandardCharsets.US_ASCII)));
        keys.put("k2", KeySource.bytes(reversed(secret)));
        EncryptionOptions options = EncryptionOptions.keys(keys, active);
        return CodecOptions.DEFAULT.withEncryption(what.equals("keys") ? options.withEncryptedKeys("k1") : options);
    }

    private static byte[] reversed(String text) {
        return new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static OmniConfigurationBuilder<String, String> builder(String kind, Path directory, CodecOptions codec) {
        return OmniConfiguration.builder(String.class, String.class)
                .entries(3)
                .management(true)
                .statistics(true)
                .loader(FactoryBuilder.factoryOf(Failing.class))
                .tier(kind, Map.of("directory", directory.toString()))
                .codec(codec);
    }

    /** Fails without a word of the key. */
    public static final class Failing implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            throw new CacheLoaderException("as planned");
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            throw new CacheLoaderException("as planned");
        }
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private static OmniCache<String, String> use(
            CacheManager manager, OmniConfigurationBuilder<String, String> builder) {
        OmniConfiguration<String, String> configuration = builder.build();
        OmniCache<String, String> cache =
                manager.createCache("birds", configuration).unwrap(OmniCache.class);
        cache.put(KEY, VALUE);
        cache.putAll(Map.of(KEY + "a", VALUE + "a", KEY + "b", VALUE + "b", "c", "d", "e", "f"));
        for (String key : List.of(KEY, KEY + "a", KEY + "b", "c")) {
            tried(() -> VALUE.equals(cache.get(key)));
        }
        tried(() -> cache.replace(KEY, "not it", VALUE));
        tried(() -> cache.invoke(KEY, (entry, none) -> {
            cache.put(entry.getKey(), "from inside");
            return null;
        }));
        tried(() -> cache.invoke(KEY, (entry, none) -> {
            throw new IllegalStateException("as planned");
        }));
        tried(() -> {
            cache.removeAll(java.util.Set.of("c"));
            return cache.size();
        });
        for (Object shown : new Object[] {
            cache,
            configuration,
            configuration.codec(),
            cache.tiers(),
            cache.encryption(),
            cache.getConfiguration(OmniConfiguration.class)
        }) {
            System.out.println(shown);
        }
        tried(() -> showBeans());
        return cache;
    }

    private static int showBeans() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        int shown = 0;
        for (String names : List.of("io.omnicache:*", "javax.cache:*")) {
            for (ObjectName name : server.queryNames(new ObjectName(names), null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    System.out.println(
                            name + " " + attribute.getName() + " " + server.getAttribute(name, attribute.getName()));
                    shown++;
                }
            }
        }
        return shown;
    }

    /** Configurations that are wrong, with the secret in them. */
    private static void mistakes(String kind, Path directory) {
        String base64 = java.util.Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.US_ASCII));
        for (String encryption : List.of(
                base64,
                "{ key: [ \"" + base64 + "\" ] }",
                "{ key: \"" + base64 + "A\" }",
                "{ key: \"" + base64 + "\", active: x }",
                "{ keys: { k1: \"" + base64 + "\" }, active: x }",
                "{ key: \"" + base64 + "\", provider: sun }",
                "{ key: { keyStore: none.p12, password: \"" + SECRET + "\", alias: a } }")) {
            tried(() -> {
                Path file = Files.writeString(
                        directory.resolveSibling("mistake.yaml"),
                        "caches: { birds: { tiers: [ { " + kind + ": { directory: \"" + directory
                                + "\" } } ], codec: { encryption: " + encryption + " } } }\n");
                try (OmniCachingProvider provider = new OmniCachingProvider()) {
                    return provider.getCacheManager(file.toUri(), CanaryProgram.class.getClassLoader());
                } finally {
                    Files.delete(file);
                }
            });
        }
    }

    /** Overwrites the middle of each file that is open. */
    private static void tamper(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".lock") && Files.size(file) > 8_192) {
                    try (var channel =
                            java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
                        byte[] junk = new byte[4_096];
                        Arrays.fill(junk, (byte) 'j');
                        channel.write(java.nio.ByteBuffer.wrap(junk), channel.size() / 2);
                    }
                }
            }
        }
    }

    /** Prints what comes of it, also if that is an exception. */
    private static void tried(Callable<?> action) {
        try {
            System.out.println("came to " + action.call());
        } catch (Exception e) {
            e.printStackTrace(System.out);
        }
    }
}
