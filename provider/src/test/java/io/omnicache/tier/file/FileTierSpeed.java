/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Measures the tier alone, without a codec and a cache, with values of 1 KB in one thread. Not a test: run its main method with a new directory,
 * the number of entries, and a durability.
 */
public final class FileTierSpeed {
    private static final int VALUE = 1024;
    private static final int BATCH = 100;

    private final RecordingContext context = new RecordingContext("omnicache:speed", "speed", Clock.system());
    private final Map<String, String> options;
    private final int entries;

    private FileTierSpeed(Path directory, int entries, String durability) {
        this.entries = entries;
        this.options = Map.of("directory", directory.toString(), "durability", durability);
    }

    /** What is measured. */
    private interface Work {
        void run() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        new FileTierSpeed(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]).run();
    }

    private Tier open() throws IOException {
        return new FileTierFactory().open(context, options);
    }

    private void run() throws IOException {
        Random random = new Random(1);
        Tier first = open();
        warmUp(first);
        measured("put", () -> fill(first));
        measured("update", () -> update(first, random));
        measured("get", () -> get(first, random));
        measured("batches of 100", () -> batches(first));
        System.out.printf("entries %,d bytes on disk %,d%n", first.size(), first.bytes());
        timed("close", first::close);
        Tier[] again = new Tier[1];
        timed("open with snapshot", () -> again[0] = open());
        again[0].close();
        Stores.forgetSnapshots(Path.of(options.get("directory")));
        timed("open without snapshot", () -> again[0] = open());
        again[0].close();
    }

    private void warmUp(Tier tier) throws IOException {
        for (int i = 0; i < 50_000; i++) {
            tier.write(key(i % 1_000), entry(i));
            tier.read(key(i % 1_000));
        }
    }

    private void fill(Tier tier) throws IOException {
        for (int i = 0; i < entries; i++) {
            tier.write(key(i), entry(i));
        }
    }

    private void update(Tier tier, Random random) throws IOException {
        for (int i = 0; i < entries; i++) {
            tier.write(key(random.nextInt(entries)), entry(i));
        }
    }

    private void get(Tier tier, Random random) throws IOException {
        for (int i = 0; i < entries; i++) {
            if (tier.read(key(random.nextInt(entries))) == null) {
                throw new IllegalStateException("an entry is missing");
            }
        }
    }

    private void batches(Tier tier) throws IOException {
        Map<TierKey, TierRecord> batch = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            batch.put(key(i), entry(i));
            if (batch.size() == BATCH) {
                tier.writeAll(batch);
                batch.clear();
            }
        }
    }

    /* Processor time of this thread too, which says more where others use the machine. */
    private void measured(String what, Work work) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        processor = threads.getCurrentThreadCpuTime() - processor;
        System.out.printf(
                "%-24s %,10.0f op/s %,8d ns, %,8d ns of processor%n",
                what, 1e9 * entries / nanos, nanos / entries, processor / entries);
    }

    private static void timed(String what, Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        System.out.printf("%-24s %,10.1f ms%n", what, (System.nanoTime() - start) / 1e6);
    }

    private static TierKey key(int number) {
        byte[] key = "user:00000000000".getBytes(StandardCharsets.US_ASCII);
        for (int i = key.length - 1, rest = number; rest > 0; i--, rest /= 10) {
            key[i] = (byte) ('0' + rest % 10);
        }
        return new TierKey(key);
    }

    private static TierRecord entry(int number) {
        byte[] value = new byte[VALUE];
        value[number % VALUE] = 1;
        return new TierRecord(value, number, 0, 0, TierRecord.NEVER);
    }
}
