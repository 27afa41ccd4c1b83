/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * The process that is killed: threads that put and remove, each keys of its own, and say each change that was acknowledged. What it does
 * is known from the round and the number of the change.
 */
public final class KilledProgram {
    /** How many threads there are. */
    public static final int THREADS = 2;
    /** How many keys each thread has. */
    public static final int KEYS = 300;

    /** How many changes are acknowledged before they are made, if that fault is planted. */
    private static final int EARLY = 10;

    private KilledProgram() {}

    /**
     * A change.
     *
     * @param key the number of the key
     * @param value what is put; null if the key is removed
     */
    public record Change(int key, String value) {
        /** Returns the change of a number. */
        public static Change of(int round, int thread, int number) {
            Random random = new Random(31L * (31L * round + thread) + number * 7919L);
            random.nextInt();
            int key = random.nextInt(KEYS) * THREADS + thread;
            boolean removal = random.nextInt(5) == 0;
            return new Change(
                    key, removal ? null : round + "." + thread + "." + number + " " + "x".repeat(random.nextInt(600)));
        }
    }

    /**
     * Takes the round, whether changes are acknowledged too early, the kind of the tier and its options as {@code name=value}; ends when it is
     * killed.
     */
    public static void main(String[] arguments) throws IOException {
        int round = Integer.parseInt(arguments[0]);
        int early = Boolean.parseBoolean(arguments[1]) ? EARLY : 0;
        Tier tier = open(List.of(arguments).subList(2, arguments.length));
        DataOutputStream acknowledged = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            new Thread(() -> run(tier, round, own, early, acknowledged)).start();
        }
    }

    /** Opens the tier of a cache {@code users}: its kind, and options as {@code name=value}. */
    static Tier open(List<String> description) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String each : description.subList(1, description.size())) {
            String[] parts = each.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        for (TierFactory each : ServiceLoader.load(TierFactory.class)) {
            if (each.name().equals(description.get(0))) {
                return each.open(new RecordingContext("users"), options);
            }
        }
        throw new IOException("no tier " + description.get(0));
    }

    /** Returns the options of this JVM by which a child may load native code, too. */
    public static List<String> nativeAccess() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("--enable-native-access"))
                .toList();
    }

    /** Returns a key by its number. */
    static TierKey key(int number) {
        return new TierKey(("key:" + number).getBytes(StandardCharsets.UTF_8));
    }

    private static void run(Tier tier, int round, int thread, int early, DataOutputStream acknowledged) {
        try {
            for (int number = 0; ; number++) {
                Change change = Change.of(round, thread, number);
                if (change.value() == null) {
                    tier.delete(key(change.key()));
                } else {
                    byte[] value = change.value().getBytes(StandardCharsets.UTF_8);
                    tier.write(key(change.key()), new TierRecord(value, number, 1_000, 2_000, TierRecord.NEVER));
                }
                synchronized (acknowledged) {
                    acknowledged.writeLong((long) thread << 32 | (number + early));
                }
            }
        } catch (IOException e) {
            System.err.println("thread " + thread + " failed: " + e);
            Runtime.getRuntime().halt(3);
        }
    }
}
