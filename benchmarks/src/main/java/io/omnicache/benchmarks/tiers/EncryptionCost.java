/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.tiers;

import com.sun.management.OperatingSystemMXBean;
import io.omnicache.OmniCachingProvider;
import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.WrongCallException;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.cache.Cache;

/**
 * What encryption costs a cache whose entries lie in a tier: put, update and get of values of 1 KiB through the whole cache, one thread, a heap of one
 * entry. A process for each, in turn, the best round of several: in entries per second, and in CPU time of the whole process, which can be compared on a
 * machine that others use, too.
 */
public final class EncryptionCost {
    private static final int VALUE_BYTES = 1 << 10;
    private static final List<String> TIERS = List.of("file", "sqlite");
    private static final String NONE = "none";
    private static final List<String> VARIANTS =
            List.of(NONE, EncryptionOptions.JDK, EncryptionOptions.JDK + "-keys", EncryptionOptions.BOUNCY_CASTLE);
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 4;
    private static final List<String> WORK = List.of("put", "update", "get");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int entries;

    private EncryptionCost(int entries) {
        this.entries = entries;
    }

    /**
     * Takes a directory to work in, the number of entries, and the number of processes of each kind; or, for a child, the directory, the number of
     * entries, the tier, and the variant.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4) {
            new EncryptionCost(Integer.parseInt(arguments[1]))
                    .measure(Path.of(arguments[0]), arguments[2], arguments[3]);
            return;
        }
        if (arguments.length != 3) {
            throw new WrongCallException("arguments: directory, entries, processes");
        }
        System.out.println("| tier | encryption | put/s, CPU us | update/s, CPU us | get/s, CPU us |");
        System.out.println("|---|---|---|---|---|");
        for (String tier : TIERS) {
            double[][][] best = best(Path.of(arguments[0]), arguments[1], tier, Integer.parseInt(arguments[2]));
            for (int i = 0; i < VARIANTS.size(); i++) {
                System.out.println(row(tier, VARIANTS.get(i), best[i], best[0]));
            }
        }
    }

    /** Returns, by variant and work, the shortest wall time and the shortest CPU time of an operation in nanoseconds. */
    private static double[][][] best(Path directory, String entries, String tier, int processes)
            throws IOException, InterruptedException {
        double[][][] best = new double[VARIANTS.size()][WORK.size()][2];
        for (int process = 0; process < processes; process++) {
            for (int i = 0; i < VARIANTS.size(); i++) {
                List<String> told = ChildProcess.of(EncryptionCost.class, "-Xmx1g", "-XX:+UseSerialGC")
                        .run(directory, entries, tier, VARIANTS.get(i));
                for (int work = 0; work < WORK.size(); work++) {
                    String[] both = told.get(work).split(" ", -1);
                    for (int j = 0; j < both.length; j++) {
                        double nanos = Double.parseDouble(both[j]);
                        best[i][work][j] = best[i][work][j] == 0 ? nanos : Math.min(best[i][work][j], nanos);
                    }
                }
            }
        }
        return best;
    }

    private static String row(String tier, String variant, double[][] best, double[][] plain) {
        StringBuilder row = new StringBuilder("| `" + tier + "` | " + variant + " |");
        for (int work = 0; work < WORK.size(); work++) {
            double wall = best[work][0];
            double cpu = best[work][1];
            row.append(String.format(Locale.ROOT, " %,.0f", 1e9 / wall));
            row.append(String.format(Locale.ROOT, ", %.1f", cpu / 1e3));
            if (!variant.equals(NONE)) {
                row.append(String.format(
                        Locale.ROOT,
                        " (%+.0f %%, %+.0f %%)",
                        100 * (plain[work][0] / wall - 1),
                        100 * (cpu / plain[work][1] - 1)));
            }
            row.append(" |");
        }
        return row.toString();
    }

    private void measure(Path parent, String tier, String variant) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "encryption-");
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<Long, byte[]> cache = cache(provider, tier, variant, directory);
            byte[][] values = values();
            Times puts = new Times();
            Times updates = new Times();
            Times gets = new Times();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                if (round == WARM_UP) { // the compiler has seen all of it
                    puts = new Times();
                    updates = new Times();
                    gets = new Times();
                }
                int number = round;
                cache.clear();
                puts.add(() -> put(cache, values, number));
                updates.add(() -> put(cache, values, number + 1));
                gets.add(() -> get(cache, number));
            }
            List.of(puts, updates, gets).forEach(ChildProcess::tell);
        } finally {
            delete(directory);
        }
    }

    static Cache<Long, byte[]> cache(OmniCachingProvider provider, String tier, String variant, Path directory) {
        return provider.getCacheManager()
                .createCache(
                        "measured",
                        OmniConfiguration.builder(Long.class, byte[].class)
                                .byValue(false)
                                .entries(1)
                                .tier(tier, Map.of("directory", directory.toString()))
                                .codec(codec(variant))
                                .build());
    }

    private static CodecOptions codec(String variant) {
        if (variant.equals(NONE)) {
            return CodecOptions.DEFAULT;
        }
        byte[] key = new byte[KeySource.KEY_BYTES];
        new Random(1).nextBytes(key);
        EncryptionOptions options = EncryptionOptions.key(KeySource.bytes(key));
        if (variant.endsWith("-keys")) {
            return CodecOptions.DEFAULT.withEncryption(options.withEncryptedKeys(EncryptionOptions.ONLY));
        }
        return CodecOptions.DEFAULT.withEncryption(options.withProvider(variant));
    }

    private static byte[][] values() {
        byte[][] values = new byte[64][VALUE_BYTES];
        Random random = new Random(2);
        for (byte[] each : values) {
            random.nextBytes(each);
        }
        return values;
    }

    private void put(Cache<Long, byte[]> cache, byte[][] values, int offset) {
        for (int i = 0; i < entries; i++) {
            cache.put((long) i, values[(i + offset) % values.length]);
        }
    }

    private void get(Cache<Long, byte[]> cache, int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < entries; i++) {
            if (cache.get((long) random.nextInt(entries)).length != VALUE_BYTES) {
                throw new IllegalStateException("another value came back");
            }
        }
    }

    /** The shortest wall time of an operation, and its mean CPU time, whose clock is too coarse for one round; in nanoseconds. */
    private final class Times {
        private double wall = Double.MAX_VALUE;
        private double cpu;
        private int rounds;

        void add(Runnable work) {
            long cpuBefore = system.getProcessCpuTime();
            long wallBefore = System.nanoTime();
            work.run();
            wall = Math.min(wall, (double) (System.nanoTime() - wallBefore) / entries);
            cpu += (double) (system.getProcessCpuTime() - cpuBefore) / entries;
            rounds++;
        }

        @Override
        public String toString() {
            return wall + " " + cpu / rounds;
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walked = Files.walk(directory)) {
            walked.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
