/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * The process that is killed while it encrypts with another key: threads that put and remove, as {@link KilledProgram} does below, while entries
 * that nobody touches are encrypted again. It says each change that was acknowledged, and how far the rotation is.
 */
public final class RotatedProgram {
    /** How many entries nobody touches. */
    static final int RESTING = 2_000;
    /** How many entries the rotation looks at in a second: so slowly that a kill comes before its end. */
    static final int RATE = 500;
    /** Stands for a thread where it is said how many entries were encrypted again. */
    static final int PROGRESS = 1_000;

    private static final int EARLY = 10;

    private RotatedProgram() {}

    /**
     * Takes the round, whether changes are acknowledged too early, the kind of the tier, its directory, and how often the key was changed; ends when it
     * is killed.
     */
    public static void main(String[] arguments) throws IOException {
        int round = Integer.parseInt(arguments[0]);
        int early = Boolean.parseBoolean(arguments[1]) ? EARLY : 0;
        EncryptionOptions options = all(Integer.parseInt(arguments[4]));
        OmniCache<String, String> cache = open(new OmniCachingProvider(), arguments[2], arguments[3], options, RATE);
        DataOutputStream said = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        if (round == 0) {
            for (int i = 0; i < RESTING; i++) {
                cache.put("resting " + i, resting(i));
            }
        }
        for (int thread = 0; thread < KilledProgram.THREADS; thread++) {
            int own = thread;
            new Thread(() -> run(cache, round, own, early, said)).start();
        }
    }

    /** Returns what an entry has that nobody touches. */
    static String resting(int number) {
        return "value " + number + " " + "r".repeat(number % 300);
    }

    /** Returns options with all keys so far, the last one active. */
    static EncryptionOptions all(int last) {
        Map<String, KeySource> keys = new HashMap<>();
        for (int i = 0; i <= last; i++) {
            keys.put("k" + i, key(i));
        }
        return EncryptionOptions.keys(keys, "k" + last);
    }

    /** Returns options with one key only. */
    static EncryptionOptions only(int number) {
        return EncryptionOptions.keys(Map.of("k" + number, key(number)), "k" + number);
    }

    private static KeySource key(int number) {
        byte[] key = new byte[KeySource.KEY_BYTES];
        new Random(number).nextBytes(key);
        return KeySource.bytes(key);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    static OmniCache<String, String> open(
            OmniCachingProvider provider, String kind, String directory, EncryptionOptions options, int rate) {
        return provider.getCacheManager()
                .createCache(
                        "killed",
                        OmniConfiguration.builder(String.class, String.class)
                                .entries(20)
                                .tier(kind, Map.of("directory", directory))
                                .codec(CodecOptions.DEFAULT.withEncryption(options.withRotationRate(rate)))
                                .build())
                .unwrap(OmniCache.class);
    }

    private static void run(OmniCache<String, String> cache, int round, int thread, int early, DataOutputStream said) {
        try {
            for (int number = 0; ; number++) {
                KilledProgram.Change change = KilledProgram.Change.of(round, thread, number);
                if (change.value() == null) {
                    cache.remove("key " + change.key());
                } else {
                    cache.put("key " + change.key(), change.value());
                }
                synchronized (said) {
                    said.writeLong((long) thread << 32 | (number + early));
                    if (number % 10 == 0) {
                        said.writeLong((long) PROGRESS << 32
                                | cache.encryption().orElseThrow().renewed());
                    }
                }
            }
        } catch (IOException e) {
            System.err.println("thread " + thread + " failed: " + e);
            Runtime.getRuntime().halt(3);
        }
    }
}
