/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process that is killed: threads that put and remove, each keys of its own, and say each change that was acknowledged. What it does
 * is known from the round and the number of the change.
 */
public final class KilledProgram {
    static final int THREADS = 2;
    static final int KEYS = 300;

    /** How many changes are acknowledged before they are made, if that fault is planted. */
    private static final int EARLY = 10;

    private KilledProgram() {}

    /**
     * A change.
     *
     * @param key the number of the key
     * @param value what is put; null if the key is removed
     */
    record Change(int key, String value) {
        static Change of(int round, int thread, int number) {
            Random random = new Random(31L * (31L * round + thread) + number * 7919L);
            random.nextInt();
            int key = random.nextInt(KEYS) * THREADS + thread;
            boolean removal = random.nextInt(5) == 0;
            return new Change(
                    key, removal ? null : round + "." + thread + "." + number + " " + "x".repeat(random.nextInt(600)));
        }
    }

    /** Takes the directory, the round, whether changes are acknowledged too early, and the durability; ends when it is killed. */
    public static void main(String[] arguments) throws IOException {
        FileTier tier = open(Path.of(arguments[0]), arguments[3]);
        int round = Integer.parseInt(arguments[1]);
        int early = Boolean.parseBoolean(arguments[2]) ? EARLY : 0;
        DataOutputStream acknowledged = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            new Thread(() -> run(tier, round, own, early, acknowledged)).start();
        }
    }

    /** Cleans as often as it may. */
    static FileTier open(Path directory, String durability) throws IOException {
        return Stores.open(directory, "entries", "10k", "overhead", "1.5", "durability", durability);
    }

    private static void run(FileTier tier, int round, int thread, int early, DataOutputStream acknowledged) {
        try {
            for (int number = 0; ; number++) {
                Change change = Change.of(round, thread, number);
                if (change.value() == null) {
                    tier.delete(Stores.key(change.key()));
                } else {
                    tier.write(Stores.key(change.key()), Stores.entry(change.value(), number));
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
