/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.tier.RecordingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which caches a new database gets that takes the place of one that was set aside: all that the old one had, from the moment that they were in it until they have
 * left it, or they would go on under the numbers of others.
 */
class RenewedRowsTest {
    @TempDir
    Path directory;

    private final List<Integer> known = new ArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);

    private interface Work {
        void run() throws Exception;
    }

    @Test
    void aCacheIsKnownAsSoonAsItIsInTheDatabase() throws Exception {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory)) {
            Database database = users.rows().database();
            FutureTask<?> blocking = begin(() -> database.change(session -> awaited()));
            FutureTask<SqliteTier> opening = start(() -> SqliteStores.open(new RecordingContext("orders"), directory));
            look(database);
            go.countDown();
            blocking.get();
            opening.get().close();
            assertThat(known).containsExactly(2);
            assertThat(database.upkeep().caches()).hasSize(1);
        }
    }

    @Test
    void aCacheIsKnownUntilItHasLeftTheDatabase() throws Exception {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
                SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            Database database = users.rows().database();
            FutureTask<?> blocking = begin(() -> database.change(session -> awaited()));
            FutureTask<?> closing = begin(orders::close);
            look(database);
            go.countDown();
            blocking.get();
            closing.get();
            assertThat(known).containsExactly(2);
            assertThat(database.upkeep().caches()).hasSize(1);
        }
    }

    private Delta awaited() {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return nothing();
    }

    private static Delta nothing() {
        return new Counters().nothing;
    }

    /** Lets the writer look behind what waits for it already, in the same transaction. */
    private void look(Database database) throws Exception {
        begin(() -> database.change(session ->
                nothing().and(() -> known.add(database.upkeep().caches().size()))));
    }

    private static FutureTask<?> begin(Work work) {
        return start(() -> {
            work.run();
            return true;
        });
    }

    /** Starts a thread, and returns when it waits for the writer. */
    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "waits");
        thread.start();
        Eventually.await("it waits", () -> thread.getState() == Thread.State.WAITING);
        return task;
    }
}
