/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpeningTest {
    private static final String LOADER = "io.omnicache.config.Samples$Loader";

    @TempDir
    Path folder;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void close() {
        Meanwhile.action = () -> {};
        provider.close();
    }

    /** A factory that does what the test says while the manager opens. */
    public static final class Meanwhile implements Factory<CacheLoader<Object, Object>> {
        private static volatile Runnable action = () -> {};
        private static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public CacheLoader<Object, Object> create() {
            CALLS.incrementAndGet();
            action.run();
            return new Samples.Loader();
        }
    }

    @Test
    void cachesOfTheFileExistWhenTheManagerOpens() throws IOException {
        CacheManager manager =
                open("caches: { users: { loader: %s, statistics: true }, \"a b\": {} }".formatted(LOADER));

        assertThat(manager.getCacheNames()).containsExactly("a b", "users");
        Cache<Object, Object> users = manager.getCache("users");
        assertThat(users.get(1)).isEqualTo("loaded 1");
        assertThat(inForce(users).isStatisticsEnabled()).isTrue();
        assertThatThrownBy(() -> manager.createCache("users", new MutableConfiguration<>()))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users' exists already in manager " + manager.getURI());
        assertThat(manager.<Object, Object>getCache("users")).isSameAs(users);
    }

    @Test
    void getConfigurationReportsWhatIsInForceForACacheThatCodeMakes() throws IOException {
        CacheManager manager = open(
                "templates: { \"*Region\": { byValue: false, expiry: { created: 10m }, override: { statistics: true } } }");

        Cache<Object, Object> cache = manager.createCache("userRegion", new MutableConfiguration<>());

        assertThat(inForce(cache).isStoreByValue()).isFalse();
        assertThat(inForce(cache).isStatisticsEnabled()).isTrue();
        Object value = new Object();
        cache.put(1, value);
        assertThat(cache.get(1)).isSameAs(value);
    }

    @Test
    void ifTheThirdCacheFailsTheFirstTwoAreClosedAndTheManagerIsNotThere() throws IOException {
        int before = Samples.Loader.OPEN.get();
        String yaml =
                "caches: { a: { loader: %s }, b: { loader: %s }, c: { loader: io.omnicache.config.Samples$FailingLoader } }"
                        .formatted(LOADER, LOADER);

        assertThatThrownBy(() -> open(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file()
                        + ":1: cache 'c', option 'loader': was 'io.omnicache.config.Samples$FailingLoader', which cannot be"
                        + " made: java.lang.IllegalStateException: no database");
        assertThat(Samples.Loader.OPEN.get()).isEqualTo(before);

        CacheManager second = open("caches: { a: {} }");
        assertThat(second.getCacheNames()).containsExactly("a");
    }

    @Test
    void cachesThatAreConfiguredAlikeOnDifferentLinesHaveEqualConfigurations() throws IOException {
        CacheManager manager = open("caches:\n  a: { loader: %s }\n  b: { loader: %s }".formatted(LOADER, LOADER));

        assertThat(inForce(manager.getCache("a"))).isEqualTo(inForce(manager.getCache("b")));
    }

    @Test
    void aFactoryThatMakesSomethingElseIsRefused() {
        assertThatThrownBy(() -> open("caches: { a: { loader: io.omnicache.config.Samples$FactoryOfText } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file()
                        + ":1: cache 'a', option 'loader': was 'io.omnicache.config.Samples$FactoryOfText', which made a"
                        + " java.lang.String, wanted is a javax.cache.integration.CacheLoader");
    }

    @Test
    void namesOfStrategiesAndCopiersAreKnown() {
        assertThatThrownBy(() -> open("templates:\n  x*: { strategy: lrru }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file()
                        + ":2: template 'x*', option 'strategy': was 'lrru', allowed is one of adaptive, fifo, lfu,"
                        + " lru, sieve, size, ttl. Did you mean 'lru'?");
        assertThatThrownBy(() -> open("caches:\n  users: { copier: \"${sys.none:kryo}\" }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        file()
                                + ":2: cache 'users', option 'copier': was '${sys.none:kryo}', allowed is one of fields, serialization");
    }

    @Test
    void kindsOfTiersAndTheirOptionsAreKnown() {
        assertThatThrownBy(() -> open("templates:\n  x*: { tiers: [ { heap: { entries: 1 } }, { memry: {} } ] }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        file() + ":2: template 'x*', option 'tiers': there is no tier 'memry', allowed are ")
                .hasMessageEndingWith(". Did you mean 'memory'?");
        assertThatThrownBy(() -> open("caches:\n  users: { tiers: [ { memory: { entrys: 1 } } ] }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file()
                        + ":2: cache 'users', option 'tiers': the tier 'memory' has no option 'entrys', allowed are"
                        + " entries, timeLimit. Did you mean 'entries'?");
    }

    @Test
    void namesOfSerializersAndCompressorsAreKnown() {
        String serializers = ", allowed is one of auto, cbor, fory, java, json, msgpack, raw, smile";
        assertThatThrownBy(() ->
                        open("caches:\n  users: { tiers: [ { file: { directory: x } } ], codec: { serializer: jsn } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file() + ":2: cache 'users', option 'codec.serializer': was 'jsn'" + serializers
                        + ". Did you mean 'json'?");
        assertThatThrownBy(() -> open("templates:\n  x*: { codec: { compressor: gzip } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file() + ":2: template 'x*', option 'codec.compressor': was 'gzip', allowed is one of"
                        + " deflate, lz4, none, zstd");
        assertThatThrownBy(
                        () -> open(
                                "caches:\n  users: { tiers: [ { file: { directory: x } } ], codec: { serializer: \"${sys.none:kryo}\" } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file() + ":2: cache 'users', option 'codec.serializer': is no known name" + serializers);
    }

    @Test
    void threadsThatOpenTheSameManagerGetTheSameOneWhichIsOpenedOnce() throws Exception {
        write("caches: { a: { loader: %s } }".formatted(Meanwhile.class.getName()));
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Meanwhile.action = () -> {
            opening.countDown();
            await(go);
        };
        int before = Meanwhile.CALLS.get();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Supplier<Future<CacheManager>> open = () -> threads.submit(() -> provider.getCacheManager(uri(), null));
            Future<CacheManager> first = open.get();
            await(opening);
            List<Future<CacheManager>> others = List.of(open.get(), open.get(), open.get());
            assertThat(provider.getCacheManager(URI.create("omnicache:other"), null))
                    .isNotNull(); // nobody is held up
            go.countDown();

            CacheManager manager = first.get();
            for (Future<CacheManager> other : others) {
                assertThat(other.get()).isSameAs(manager);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Meanwhile.CALLS.get() - before).isEqualTo(1);
    }

    @Test
    void codeOfTheOpeningManagerCannotOpenItAgain() throws IOException {
        write("caches: { a: { loader: %s } }".formatted(Meanwhile.class.getName()));
        Meanwhile.action = () -> provider.getCacheManager(uri(), null);

        assertThatThrownBy(() -> provider.getCacheManager(uri(), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache manager " + uri()
                        + " is being opened and cannot be used by code that its opening waits for");
        Meanwhile.action = () -> {};
        assertThat(provider.getCacheManager(uri(), null).getCacheNames()).containsExactly("a");
    }

    @Test
    void aFragmentIsAnotherManagerOnTheSameFile() throws IOException {
        CacheManager first = open("caches: { a: {} }");
        CacheManager second = provider.getCacheManager(URI.create(uri() + "#second"), null);

        assertThat(second).isNotSameAs(first);
        first.getCache("a").put(1, 1);
        assertThat(second.getCache("a").get(1)).isNull();
    }

    @Test
    void defaultsBehindPropertiesCount() {
        Properties defaults = new Properties();
        defaults.setProperty("omnicache.caches.fromDefaults.statistics", "true");

        CacheManager manager =
                provider.getCacheManager(URI.create("omnicache:withDefaults"), null, new Properties(defaults));

        assertThat(manager.getCacheNames()).containsExactly("fromDefaults");
    }

    @SuppressWarnings("unchecked") // the class of a configuration is raw
    private static OmniConfiguration<?, ?> inForce(Cache<?, ?> cache) {
        return cache.getConfiguration(OmniConfiguration.class);
    }

    private CacheManager open(String yaml) throws IOException {
        write(yaml);
        return provider.getCacheManager(uri(), null);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    private Path file() {
        return folder.resolve("caches.yaml").toAbsolutePath();
    }

    private URI uri() {
        return file().toUri();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
