/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recorded requests; one object per different key, shared by all runs. Not changed once it is read. */
final class Trace {
    private static final String SUFFIX = ".trc.gz";
    private static final double[] SHARES = {0.005, 0.02, 0.08, 0.25};
    private static final long SMALLEST = 64;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Long[] requests;
    private final int keys;

    private Trace(String name, Long[] requests, int keys) {
        this.name = name;
        this.requests = requests;
        this.keys = keys;
    }

    /**
     * Finds the traces of a folder, in the order of their names.
     *
     * @throws RefusedException if the folder cannot be read or holds none
     */
    static Map<String, Path> in(Path folder) {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).forEach(file -> {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - SUFFIX.length()), file);
            });
        } catch (IOException e) {
            throw new RefusedException("cannot read the folder " + folder, e);
        }
        if (found.isEmpty()) {
            throw new RefusedException("no file in " + folder + " ends in " + SUFFIX);
        }
        return found;
    }

    /**
     * Reads a file of signed 64-bit keys, big-endian, packed by gzip.
     *
     * @throws RefusedException if it cannot be read to its end or is empty
     */
    static Trace read(String name, Path file) {
        List<Long> requests = new ArrayList<>();
        Map<Long, Long> keys = new HashMap<>();
        try (InputStream stream = Files.newInputStream(file);
                InputStream in = new BufferedInputStream(new GZIPInputStream(stream, BUFFER), BUFFER)) {
            byte[] bytes = new byte[Long.BYTES];
            ByteBuffer number = ByteBuffer.wrap(bytes);
            for (int read = in.readNBytes(bytes, 0, Long.BYTES); read > 0; read = in.readNBytes(bytes, 0, Long.BYTES)) {
                if (read < Long.BYTES) {
                    throw new EOFException("it ends within a key");
                }
                requests.add(keys.computeIfAbsent(number.getLong(0), same -> same));
            }
        } catch (IOException e) {
            throw new RefusedException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (requests.isEmpty()) {
            throw new RefusedException(file + " holds no request");
        }
        return new Trace(name, requests.toArray(Long[]::new), keys.size());
    }

    /** Returns a trace of the given keys. */
    static Trace of(String name, long... keys) {
        return new Trace(name, Arrays.stream(keys).boxed().toArray(Long[]::new), (int)
                LongStream.of(keys).distinct().count());
    }

    String name() {
        return name;
    }

    int length() {
        return requests.length;
    }

    /** Returns the number of different keys. */
    int keys() {
        return keys;
    }

    /** Returns the key of a request. */
    Long key(int request) {
        return requests[request];
    }

    /** Returns the sizes of cache to look at if nobody says: four shares of the keys, 64 at least. */
    List<Long> sizes() {
        return Arrays.stream(SHARES)
                .mapToObj(share -> Math.max(SMALLEST, Math.round(share * keys)))
                .distinct()
                .toList();
    }
}
