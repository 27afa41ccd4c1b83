/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Files that are read one after the other as one sequence of requests. Not thread-safe. */
final class Workload {
    private static final int BATCH = 1 << 13;

    private final List<Source> sources;
    private final @Nullable Format format;
    private long requests;
    private long malformed;

    /** Takes the batches of a workload, in order. */
    @FunctionalInterface
    interface Consumer {
        /** Takes the first keys of an array that is used again for the next batch. */
        void accept(Object[] batch, int length);
    }

    /** Where requests come from. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /** A name for messages, and the bytes; the size is negative if it is not known. */
    record Source(String name, long bytes, Opening opening) {
        static Source of(Path file) {
            if (Files.isDirectory(file)) {
                throw new SimulationException(file + " is a folder, not a file");
            }
            try {
                return new Source(file.toString(), Files.size(file), () -> Files.newInputStream(file));
            } catch (NoSuchFileException e) {
                throw new SimulationException("there is no file " + file, e);
            } catch (IOException e) {
                throw new SimulationException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Puts files together.
     *
     * @param format their format, or null to detect it in each
     */
    Workload(List<Source> sources, @Nullable Format format) {
        this.sources = List.copyOf(sources);
        this.format = format;
    }

    String name() {
        String first = sources.get(0).name();
        return sources.size() == 1 ? first : first + " and " + (sources.size() - 1) + " more";
    }

    long requests() {
        return requests;
    }

    long malformed() {
        return malformed;
    }

    /**
     * Reads everything, from the beginning.
     *
     * @throws SimulationException if a file cannot be read to its end, or if there is no request in it
     */
    void read(Progress progress, Consumer consumer) {
        requests = 0;
        malformed = 0;
        long total = sources.stream().mapToLong(Source::bytes).sum();
        boolean known = sources.stream().allMatch(source -> source.bytes() >= 0);
        long before = 0;
        for (Source source : sources) {
            long begun = before;
            read(
                    source,
                    consumer,
                    position -> progress.update(known ? (double) (begun + position) / Math.max(1, total) : -1));
            before += source.bytes();
        }
    }

    private void read(Source source, Consumer consumer, java.util.function.LongConsumer position) {
        long requestsBefore = requests;
        long malformedBefore = malformed;
        try (Input input = new Input(source.opening().open())) {
            Format found = format == null ? Format.detect(source.name(), input.beginning()) : format;
            KeyReader reader = found.reader(input);
            drain(reader, consumer, () -> position.accept(input.position()));
            malformed += reader.malformed();
            if (requests == requestsBefore) {
                throw new SimulationException(source.name() + " holds no request"
                        + (malformed == malformedBefore ? ": it is empty" : " (read as " + found.label() + ")"));
            }
        } catch (EOFException | ZipException e) {
            throw new SimulationException(
                    source.name() + ": the gzip data is damaged or cut off after " + (requests - requestsBefore)
                            + " requests (" + e.getMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new SimulationException("cannot read " + source.name() + ": " + e.getMessage(), e);
        }
    }

    private void drain(KeyReader reader, Consumer consumer, Runnable afterBatch) throws IOException {
        Object[] batch = new Object[BATCH];
        int length = 0;
        for (Object key = reader.next(); key != null; key = reader.next()) {
            batch[length++] = key;
            if (length == BATCH) {
                requests += length;
                consumer.accept(batch, length);
                length = 0;
                afterBatch.run();
            }
        }
        requests += length;
        consumer.accept(batch, length);
    }
}
