/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.config.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Makes the indexes of the logs of a store at opening; where there is much to read, of several at a time. */
final class Replays {
    private static final long WORTH_THREADS = 8 << 20;

    private Replays() {}

    /** Makes all indexes; adds what was found wrong, in the order of the logs. */
    static void open(List<Log> logs, @Nullable Snapshot snapshot, OpeningReport report) throws IOException {
        int threads = Math.min(logs.size(), Runtime.getRuntime().availableProcessors());
        if (threads == 1 || toRead(logs.get(0).settings().directory(), snapshot) < WORTH_THREADS) {
            for (Log log : logs) {
                report.add(Replay.open(log, part(snapshot, log)));
            }
            return;
        }
        ExecutorService executor =
                Executors.newFixedThreadPool(threads, DaemonThreads.numbered("omnicache-file-open-"));
        try {
            List<CompletableFuture<OpeningReport>> parts = new ArrayList<>();
            for (Log log : logs) {
                parts.add(CompletableFuture.supplyAsync(() -> replay(log, part(snapshot, log)), executor));
            }
            for (CompletableFuture<OpeningReport> part : parts) {
                part.exceptionally(failure -> report).join(); // none is to be at work any more if one has failed
            }
            for (CompletableFuture<OpeningReport> part : parts) {
                report.add(result(part));
            }
        } finally {
            executor.shutdown();
        }
    }

    private static OpeningReport replay(Log log, Snapshot.@Nullable Part part) {
        try {
            return Replay.open(log, part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpeningReport result(CompletableFuture<OpeningReport> part) throws IOException {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }

    private static Snapshot.@Nullable Part part(@Nullable Snapshot snapshot, Log log) {
        return snapshot == null ? null : snapshot.parts().get(log.number());
    }

    private static long toRead(Path directory, @Nullable Snapshot snapshot) throws IOException {
        long bytes = 0;
        for (Path file : Directories.list(directory)) {
            bytes += Segment.isSegment(file) ? Files.size(file) : 0;
        }
        if (snapshot != null) {
            for (Snapshot.Part part : snapshot.parts()) {
                bytes -= part.segments().stream()
                        .mapToLong(Snapshot.Kept::length)
                        .sum();
            }
        }
        return bytes;
    }
}
