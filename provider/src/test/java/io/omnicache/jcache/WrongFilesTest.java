/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.ConfigurationException;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.integration.CacheLoader;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What remains of a manager whose file is wrong: nothing, at whatever point of its opening that is found. */
@Timeout(60)
class WrongFilesTest {
    /** Has of everything that could remain: beans, a loader, a listener, and a directory that it locks. */
    private static final String GOOD = """
        caches:
          good:
            statistics: true
            management: true
            loader: io.omnicache.jcache.WrongFilesTest$Loader
            listeners: [ { listener: io.omnicache.jcache.WrongFilesTest$Listener } ]
            tiers: [ { heap: { entries: 10 } }, { file: { directory: "%s" } } ]
        """;

    private static final int PARTS_OF_GOOD = 2;

    @TempDir
    Path folder;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    /** A part of a cache that counts how many were made, and how many of them are not closed yet. */
    private abstract static class Counted implements Closeable {
        static final AtomicInteger MADE = new AtomicInteger();
        static final AtomicInteger OPEN = new AtomicInteger();

        Counted() {
            MADE.incrementAndGet();
            OPEN.incrementAndGet();
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    public static class Loader extends Counted implements CacheLoader<Object, Object> {
        @Override
        public Object load(Object key) {
            return key;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            return Map.of();
        }
    }

    public static final class Listener extends Counted implements CacheEntryCreatedListener<Object, Object> {
        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}
    }

    /** A loader that the reader of files, in another package, must not make; {@code mistakes.txt} names it. */
    static final class HiddenLoader extends Loader {
        public HiddenLoader() {}
    }

    @BeforeEach
    void countFromNone() {
        Counted.MADE.set(0);
        Counted.OPEN.set(0);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    /** The first number is how many parts of caches have been made when the mistake is found. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | { statistics: true | FILE:9: not valid YAML: while parsing a flow mapping, expected ',' or '}'",
                "0 | { statistcs: true } | FILE:8: cache 'wrong', option 'statistcs': unknown option, allowed are",
                "0 | { statistics: yes } | FILE:8: cache 'wrong', option 'statistics': was 'yes', allowed is"
                        + " true or false",
                "0 | { readThrough: true } | FILE:8: cache 'wrong', option 'readThrough': was 'true', but there is no"
                        + " loader",
                "0 | { loader: io.omnicache.jcache.WrongFilesTest$HiddenLoader } | FILE:8: cache 'wrong', option"
                        + " 'loader': was 'io.omnicache.jcache.WrongFilesTest$HiddenLoader', which is not"
                        + " accessible, allowed is",
                "0 | { strategy: lrru } | FILE:8: cache 'wrong', option 'strategy': was 'lrru', allowed is one of"
                        + " adaptive, fifo,",
                "0 | { tiers: [ { heap: { entries: 9 } }, { memory: { entries: 5 } } ] } | FILE:8: cache 'wrong', option"
                        + " 'tiers': tier 'memory': option 'entries': was '5', allowed is at least what the level above"
                        + " it may hold, 9:",
                "0 | { tiers: [ { file: { directory: x, durability: disk } } ] } | FILE:8: cache 'wrong', option 'tiers':"
                        + " tier 'file': the option durability of the tier file was disk, allowed is os, fsync or"
                        + " behind",
                "0 | { tiers: [ { sqlite: {} } ] } | FILE:8: cache 'wrong', option 'tiers': tier 'sqlite': the tier sqlite"
                        + " needs one of the options directory",
                "0 | { tiers: [ { sqlite: { memory: true, timeLimit: 0s } } ] } | FILE:8: cache 'wrong', option 'tiers':"
                        + " tier 'sqlite': option 'timeLimit': was '0s', allowed is a time of more than zero",
                "0 | { tiers: [ { memory: { fallback: { file: { entries: 5 } } } } ] } | FILE:8: cache 'wrong', option"
                        + " 'tiers': tier 'file': the tier file needs",
                "4 | { loader: io.omnicache.jcache.WrongFilesTest$Loader, listeners: [ { listener:"
                        + " io.omnicache.jcache.WrongFilesTest$Listener } ], writer:"
                        + " io.omnicache.config.Samples$FactoryOfText } | FILE:8: cache 'wrong', option 'writer': was"
                        + " 'io.omnicache.config.Samples$FactoryOfText', which made a java.lang.String, wanted is a"
                        + " javax.cache.integration.CacheWriter",
            })
    void nothingIsLeftOfAManagerWhoseFileIsWrong(int made, String wrong, String message) throws Exception {
        String good = GOOD.formatted(folder.resolve("stored"));
        Files.writeString(file(), good + "  wrong: " + wrong + "\n");

        assertThatThrownBy(() -> provider.getCacheManager(uri(), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message.replace("FILE", file().toString()));
        assertThat(Counted.MADE).hasValue(made);
        assertThat(Counted.OPEN).hasValue(0);
        assertThat(beans()).isEmpty();

        Files.writeString(file(), good + "  mended: {}\n");
        CacheManager mended = provider.getCacheManager(uri(), null);
        assertThat(mended.getCacheNames()).containsExactly("good", "mended");
        assertThat(beans()).isNotEmpty(); // so they would have been found above
        assertThat(Counted.OPEN).hasValue(PARTS_OF_GOOD);
    }

    /** It does not wait for a cache. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tiers: [ { sqlite: { memory: true, durability: disk } } ] | FILE:3: template '*', option 'tiers': tier"
                        + " 'sqlite': the option durability of the tier sqlite was disk, allowed is os, fsync or behind",
                "override: { tiers: [ { file: {} } ] } | FILE:3: template '*', option 'tiers': tier 'file': the tier file"
                        + " needs the option directory",
                "tiers: [ { heap: { entries: 2k } }, { sqlite: { memory: true, entries: 1k } } ] | FILE:3: template '*',"
                        + " option 'tiers': tier 'sqlite': option 'entries': was '1000', allowed is at least what the level"
                        + " above it may hold, 2000:",
            })
    void aTemplateWithAWrongTierIsRefused(String wrong, String message) throws Exception {
        Files.writeString(file(), "templates:\n  \"*\":\n    " + wrong + "\n");

        assertThatThrownBy(() -> provider.getCacheManager(uri(), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message.replace("FILE", file().toString()));
    }

    private Set<ObjectName> beans() throws MalformedObjectNameException {
        ObjectName ofManager =
                new ObjectName("*:CacheManager=" + uri().toString().replace(':', '.') + ",*");
        return ManagementFactory.getPlatformMBeanServer().queryNames(ofManager, null);
    }

    private Path file() {
        return folder.resolve("caches.yaml").toAbsolutePath();
    }

    private URI uri() {
        return file().toUri();
    }
}
