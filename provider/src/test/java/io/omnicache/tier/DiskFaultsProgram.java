/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.TierState.Breaker;
import io.omnicache.config.OnFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;

/**
 * A process with a cache whose disk is taken away: files that may not grow, or a directory that may not be entered. Takes which of it, the
 * directory, the seed and what happens on failures; says what has failed, and ends with a stack trace if something was wrong.
 */
public final class DiskFaultsProgram {
    private static final int CHANGES = 2_000;
    private static final int LARGE = 60_000;

    private final Path directory;
    private final CheckedCache cache;

    private DiskFaultsProgram(Path directory, long seed, OnFailure onFailure) {
        this.directory = directory;
        cache = new CheckedCache(onFailure, seed, "file", Map.of("directory", directory.toString()));
    }

    public static void main(String[] arguments) throws IOException, JMException {
        Path directory = Path.of(arguments[1]);
        OnFailure onFailure = OnFailure.valueOf(arguments[3].toUpperCase(Locale.ROOT));
        DiskFaultsProgram program = new DiskFaultsProgram(directory, Long.parseLong(arguments[2]), onFailure);
        if (arguments[0].equals("limit")) {
            program.limit();
        } else {
            program.permission();
        }
    }

    /* Values that no file may hold, among others. */
    private void limit() throws JMException {
        cache.fill();
        for (int i = 0; i < CHANGES; i++) {
            if (i % 50 == 7) {
                cache.put(i % CheckedCache.KEYS, LARGE);
            }
            cache.change();
            if (cache.state().breaker() != Breaker.CLOSED) {
                cache.recover();
            }
        }
        cache.check();
        say();
        cache.recover();
        finish();
    }

    private void permission() throws IOException, JMException {
        cache.fill();
        Path store;
        try (Stream<Path> all = Files.walk(directory)) {
            store = all.filter(file -> file.endsWith("store.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("---------"));
        if (mayAllTheSame(store)) {
            System.out.println("skipped: this user may write where nobody may");
            return;
        }
        cache.changeUntilOpen();
        cache.check();
        say();
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwx------"));
        cache.recover();
        finish();
    }

    private static boolean mayAllTheSame(Path store) throws IOException {
        try {
            Files.createFile(store.resolve("probe"));
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private void say() {
        System.out.println("failed: " + cache.state().failures() + " times, refused " + cache.refused() + ", "
                + cache.state().reason().orElse("for no reason"));
    }

    private void finish() throws JMException {
        cache.check();
        cache.requireWhole();
        try (CheckedCache again = cache.reopened()) {
            System.out.println("recovered: " + again.check());
        }
    }
}
