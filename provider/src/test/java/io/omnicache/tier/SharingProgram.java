/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ChildJvm;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;

/** One of several processes that share a database: does what it is told to on its input, a line each, and says what came of it. */
public final class SharingProgram {
    static final int KEYS = 4;

    private final Cache<Integer, Integer> cache;

    private SharingProgram(Cache<Integer, Integer> cache) {
        this.cache = cache;
    }

    /** Takes the path of the database, and maybe a directory that the cache is in front of. */
    public static void main(String[] arguments) throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Path database = Path.of(arguments[0]);
            SharingProgram program = new SharingProgram(
                    arguments.length == 1 ? open(provider, database) : open(provider, database, Path.of(arguments[1])));
            System.out.println("open");
            for (String line = read(); line != null; line = read()) {
                System.out.println(program.run(line.split(" ")));
            }
        }
    }

    /** Patient, since the machine may be busy with others. */
    private static Map<String, String> options(Path database) {
        return Map.of("file", database.toString(), "shared", "true", "busyTimeout", "60s", "timeLimit", "60s");
    }

    /** Opens a cache that shares a database. */
    static Cache<Integer, Integer> open(OmniCachingProvider provider, Path database) {
        return provider.getCacheManager(URI.create("omnicache:shared"), null)
                .createCache(
                        "users",
                        OmniConfiguration.builder(Integer.class, Integer.class)
                                .entries(1_000)
                                .tier("sqlite", options(database))
                                .build());
    }

    /** Opens a cache that shares a database, and reads and writes through to a directory. */
    static Cache<Integer, Integer> open(OmniCachingProvider provider, Path database, Path source) {
        return provider.getCacheManager(URI.create("omnicache:shared"), null)
                .createCache(
                        "users",
                        OmniConfiguration.builder(Integer.class, Integer.class)
                                .entries(1_000)
                                .readThrough(() -> new SourceLoader(key -> SourceFiles.read(source, key)))
                                .writeThrough(() -> new SourceFiles(source))
                                .tier("sqlite", options(database))
                                .build());
    }

    /** Starts one. */
    static Process start(Path... paths) throws IOException {
        return new ProcessBuilder(ChildJvm.command(SharingProgram.class, (Object[]) paths))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String read() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = System.in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = System.in.read();
        }
        return next < 0 ? null : line.toString();
    }

    private String run(String[] words) {
        int number = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        return switch (words[0]) {
            case "put" -> {
                cache.put(number, Integer.parseInt(words[2]));
                yield "put";
            }
            case "get" -> String.valueOf(cache.get(number));
            case "remove" -> String.valueOf(cache.remove(number));
            case "clear" -> {
                cache.clear();
                yield "cleared";
            }
            case "invoke" -> invoke(number);
            case "replace" -> replace(number);
            case "first" -> first(number);
            case "grow" -> grow();
            case "work" -> work(number, Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String invoke(int times) {
        for (int i = 0; i < times; i++) {
            count(1);
        }
        return "invoked";
    }

    private String replace(int times) {
        for (int i = 0; i < times; ) {
            Integer seen = cache.get(2);
            if (seen == null ? cache.putIfAbsent(2, 1) : cache.replace(2, seen, seen + 1)) {
                i++;
            }
        }
        return "replaced";
    }

    /** Returns how often this was the first. */
    private String first(int keys) {
        int won = 0;
        for (int key = 0; key < keys; key++) {
            if (cache.putIfAbsent(1_000 + key, 1)) {
                won++;
            }
        }
        return String.valueOf(won);
    }

    /** Changes some keys again and again, and says each time before which. */
    private String work(int times, int first) {
        Random random = new Random();
        for (int i = 0; i < times; i++) {
            int key = random.nextInt(KEYS);
            System.out.println("at " + key);
            change(random.nextInt(6), key, first + i);
        }
        return "worked";
    }

    private void change(int how, int key, int number) {
        int next = (key + 1) % KEYS;
        switch (how) {
            case 0 -> cache.put(key, number);
            case 1 -> cache.remove(key);
            case 2 -> cache.putAll(Map.of(key, number, next, number));
            case 3 -> cache.removeAll(Set.of(key, next));
            case 4 -> cache.getAll(Set.of(key, next));
            default ->
                cache.invoke(key, (entry, nothing) -> {
                    entry.setValue(number);
                    return null;
                });
        }
    }

    /** Counts up until it is killed, and says each number that was acknowledged. */
    private String grow() {
        Random random = new Random();
        while (true) {
            int key = 10 + random.nextInt(3);
            System.out.println(key + " " + count(key));
        }
    }

    /** Adds one; on a slow machine that may fail as it is to, where others come first again and again. */
    private int count(int key) {
        while (true) {
            try {
                return cache.invoke(key, (entry, nothing) -> {
                    int next = entry.exists() ? entry.getValue() + 1 : 1;
                    entry.setValue(next);
                    return next;
                });
            } catch (CacheException e) {
                if (!e.getMessage().contains("was changed by other processes")) {
                    throw e;
                }
            }
        }
    }
}
