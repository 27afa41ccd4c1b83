/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.ManualClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners that throw, of all four kinds: the exception, its message, and that the cache is as it would be without them. */
final class ThrowingListenersTest {
    private static final javax.cache.expiry.Duration TEN_SECONDS =
            new javax.cache.expiry.Duration(TimeUnit.SECONDS, 10);

    private final ManualClock clock = new ManualClock();
    private final Watched watched = watched();
    private final Watched twin = watched();

    private Watched watched() {
        return new Watched(options -> options.clock(clock).expiry(CreatedExpiryPolicy.factoryOf(TEN_SECONDS)));
    }

    @AfterEach
    void close() {
        watched.close();
        twin.close();
    }

    /** A kind of change, and the operation that makes one where {@code a} is present and {@code expired} has expired. */
    enum Change {
        CREATED(cache -> cache.put("new", 1)),
        UPDATED(cache -> cache.put("a", 2)),
        REMOVED(cache -> cache.getAndRemove("a")),
        EXPIRED(cache -> cache.getAll(Set.of("expired", "a")));

        private final Consumer<Cache<String, Object>> operation;

        Change(Consumer<Cache<String, Object>> operation) {
            this.operation = operation;
        }
    }

    /** Throws whatever it hears of. */
    private record Broken(RuntimeException failure, Error error)
            implements CacheEntryCreatedListener<String, Object>,
                    CacheEntryUpdatedListener<String, Object>,
                    CacheEntryRemovedListener<String, Object>,
                    CacheEntryExpiredListener<String, Object>,
                    CacheEntryEventFilter<String, Object> {
        private void fail() {
            if (error != null) {
                throw error;
            }
            throw failure;
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ?>> events) {
            fail();
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ?>> events) {
            fail();
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ?>> events) {
            fail();
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ?>> events) {
            fail();
        }

        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ?> event) {
            fail();
            return true;
        }
    }

    private void prepare() {
        for (Watched each : Set.of(watched, twin)) {
            each.cache.put("expired", 0);
        }
        clock.advance(Duration.ofSeconds(10));
        for (Watched each : Set.of(watched, twin)) {
            each.cache.put("a", 1);
        }
    }

    private void listen(CacheEntryListener<String, Object> listener, CacheEntryEventFilter<String, Object> filter) {
        watched.cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(listener), filter == null ? null : new SingletonFactory<>(filter), false, true));
    }

    private void assertNothingElseIsOtherwise(Change change) {
        change.operation.accept(twin.cache);
        assertThat(watched.state()).isEqualTo(twin.state());
        assertThat(watched.log.events()).last().asString().startsWith(change.name());
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void anExceptionOfAListenerIsWrappedAndTheChangeStands(Change change) {
        prepare();
        listen(new Broken(new IllegalStateException("broken"), null), null);
        assertThatThrownBy(() -> change.operation.accept(watched.cache))
                .isExactlyInstanceOf(CacheEntryListenerException.class)
                .hasMessage("Cache 'users': a listener of an event " + change + " failed")
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken");
        assertNothingElseIsOtherwise(change);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void anExceptionThatTheStandardNamesIsThrownAsItIs(Change change) {
        CacheEntryListenerException own = new CacheEntryListenerException("mine");
        assertThrownAsItIs(change, new Broken(own, null), own);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void anErrorOfAListenerIsThrownAsItIs(Change change) {
        Error error = new InternalError("broken");
        assertThrownAsItIs(change, new Broken(null, error), error);
    }

    private void assertThrownAsItIs(Change change, Broken broken, Throwable thrown) {
        prepare();
        listen(broken, null);
        assertThatThrownBy(() -> change.operation.accept(watched.cache)).isSameAs(thrown);
        assertNothingElseIsOtherwise(change);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void anExceptionOfAFilterIsWrappedAndTheChangeStands(Change change) {
        prepare();
        Broken broken = new Broken(new IllegalStateException("broken filter"), null);
        listen(broken, broken);
        assertThatThrownBy(() -> change.operation.accept(watched.cache))
                .isExactlyInstanceOf(CacheEntryListenerException.class)
                .hasMessage("Cache 'users': a listener of an event " + change + " failed")
                .hasRootCauseMessage("broken filter");
        assertNothingElseIsOtherwise(change);
    }
}
