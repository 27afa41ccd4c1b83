/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.Promotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets one run of the tests put tiers below the heaps of caches: {@code -Domnicache.test.tiers=heap,memory}. The first is {@code heap} or the
 * number of entries that it may hold; each other one is the name of a tier, or of one and the number of its entries: {@code memory:100}.
 * Words among them that are no tiers: {@code second}, so that entries come up at their second hit only, {@code compressed}, so that all values
 * are compressed, and {@code encrypted}, so that keys and values are encrypted.
 * {@code shared} is a tier {@code sqlite} that other processes might use, too, always on the disk.
 * {@code -Domnicache.test.sqlite.disk=true} puts the databases of tiers {@code sqlite} on the disk.
 */
public final class TierMode {
    private static volatile String[] tiers = split(System.getProperty("omnicache.test.tiers", "heap"));

    private static final boolean DATABASES_ON_DISK = Boolean.getBoolean("omnicache.test.sqlite.disk");

    private static final String ENCRYPTED = "encrypted";

    private static final String SHARED = "shared";

    private static final Path DIRECTORY = newDirectory();

    private TierMode() {}

    /** It is below the build's folder, which the next build empties. */
    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "tiers")), "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an action with other tiers than those that the run asks for. */
    public static void during(String others, ThrowingAction action) throws Exception {
        String[] before = tiers;
        tiers = split(others);
        try {
            action.run();
        } finally {
            tiers = before;
        }
    }

    /** What may fail in any way. */
    @FunctionalInterface
    public interface ThrowingAction {
        /** Runs. */
        void run() throws Exception;
    }

    private static String[] split(String list) {
        return list.split(",", -1);
    }

    /** Returns whether objects may be others when they come back, also by reference. What is shared is not kept in the heap where reads move deadlines. */
    public static boolean objectsLeaveTheHeap() {
        return tiers.length > 1 && (!tiers[0].equals("heap") || tiers[1].startsWith(SHARED));
    }

    /** Adds what the run asks for. */
    public static <K, V> OmniConfigurationBuilder<K, V> addTo(OmniConfigurationBuilder<K, V> builder) {
        return addTo(builder, tiers);
    }

    /** Adds tiers. */
    public static <K, V> OmniConfigurationBuilder<K, V> addTo(
            OmniConfigurationBuilder<K, V> builder, String... wanted) {
        OmniConfigurationBuilder<K, V> changed =
                wanted[0].equals("heap") ? builder : builder.entries(Long.parseLong(wanted[0]));
        CodecOptions codec = CodecOptions.DEFAULT;
        for (int i = 1; i < wanted.length; i++) {
            if (wanted[i].equals("second")) {
                changed.promotion(Promotion.SECOND_HIT);
                continue;
            }
            if (wanted[i].equals("compressed") || wanted[i].equals(ENCRYPTED)) {
                codec = wanted[i].equals(ENCRYPTED)
                        ? codec.withEncryption(encrypting())
                        : codec.withCompressor("deflate").withThreshold(1);
                changed = changed.codec(codec);
                continue;
            }
            String[] parts = wanted[i].split(":", 2);
            Map<String, String> options = new HashMap<>();
            if (parts.length == 2) {
                options.put("entries", parts[1]);
            }
            if (parts[0].equals("file")) {
                options.put("directory", DIRECTORY.toString());
            }
            if (parts[0].equals("sqlite")) {
                options.put(
                        DATABASES_ON_DISK ? "directory" : "memory", DATABASES_ON_DISK ? DIRECTORY.toString() : "true");
            }
            if (parts[0].equals(SHARED)) {
                options.put("directory", DIRECTORY.resolve(SHARED).toString());
                options.put("shared", "true");
            }
            changed = changed.tier(parts[0].equals(SHARED) ? "sqlite" : parts[0], options);
        }
        return changed;
    }

    private static EncryptionOptions encrypting() {
        return EncryptionOptions.key(KeySource.bytes("a key that is for tests, 32 long".getBytes(US_ASCII)))
                .withEncryptedKeys(EncryptionOptions.ONLY);
    }
}
