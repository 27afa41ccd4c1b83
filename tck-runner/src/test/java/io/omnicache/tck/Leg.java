/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set-up that the TCK is run over, in a process and a directory of its own.
 *
 * @param heap how many entries the heap may hold
 * @param below the kinds of the tiers below it; {@code sqlite shared} is one that other processes might use, too
 * @param coded whether what lies there is compressed and encrypted
 */
record Leg(int heap, List<String> below, boolean coded) {
    private static final Pattern EXCLUDED = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");
    /** For what nobody wants to keep secret. */
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final int ENOUGH = 1_000_000;

    /** Returns all legs. */
    static List<Leg> all() {
        List<Leg> legs = new ArrayList<>();
        legs.add(new Leg(ENOUGH, List.of(), false));
        for (int heap : new int[] {ENOUGH, 1}) {
            for (List<String> below :
                    List.of(List.of("file"), List.of("sqlite"), List.of("sqlite shared"), List.of("file", "sqlite"))) {
                legs.add(new Leg(heap, below, false));
                legs.add(new Leg(heap, below, true));
            }
        }
        return legs;
    }

    /** Returns the test that wants three references kept in the heap, where it can hold one. */
    List<String> excluded() {
        return heap == 1 ? List.of("org.jsr107.tck.StoreByReferenceTest#putAll") : List.of();
    }

    String name() {
        return (heap == 1 ? "heap of 1" : "heap")
                + below.stream().reduce("", (all, tier) -> all + " + " + tier)
                + (coded ? ", compressed and encrypted" : "");
    }

    /** Runs the TCK; returns what it did. */
    TckReport run(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command(folder))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        TckReport report = new TckReport(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        boolean ended = false;
        for (String line : Files.readAllLines(output)) {
            if (line.startsWith(TckProgram.RAN)) {
                report.run().add(line.substring(TckProgram.RAN.length()));
            } else if (line.startsWith(TckProgram.FAILED)) {
                report.notPassed().add(line.substring(TckProgram.FAILED.length()));
            }
            Matcher matcher = EXCLUDED.matcher(line);
            if (matcher.find()) {
                report.idle().add(matcher.group(1) + "#" + matcher.group(2));
            }
            ended |= line.equals(TckProgram.ENDED);
        }
        if (code != 0 || !ended) {
            throw new IllegalStateException(name() + ": the TCK did not end, see " + output);
        }
        Collections.sort(report.idle());
        return report;
    }

    private List<String> command(Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED"); // sqlite-jdbc
        }
        properties(folder).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(TckProgram.class.getName());
        return command;
    }

    private Map<String, String> properties(Path folder) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("javax.cache.CacheManager", "javax.cache.CacheManager");
        properties.put("javax.cache.Cache", "io.omnicache.OmniCache");
        properties.put("javax.cache.Cache.Entry", "javax.cache.Cache$Entry");
        properties.put("ExcludeList", heap == 1 ? "ExcludeListOfTiers" : "ExcludeList");
        properties.put("org.jsr107.tck.support.server.address", "127.0.0.1");
        properties.put("java.net.preferIPv4Stack", "true");
        if (!below.isEmpty()) {
            String template = "omnicache.templates[*].";
            properties.put(template + "tiers[0].heap.entries", String.valueOf(heap));
            for (int i = 0; i < below.size(); i++) {
                String[] words = below.get(i).split(" ");
                String tier = template + "tiers[" + (i + 1) + "]." + words[0] + ".";
                properties.put(tier + "directory", folder.resolve(words[0]).toString());
                if (words.length == 2) {
                    properties.put(tier + words[1], "true");
                }
            }
            properties.put(template + "codec.allow[0]", "org.jsr107.tck.*");
            properties.put(template + "codec.allow[1]", "domain.*");
        }
        if (coded) {
            properties.put("omnicache.templates[*].codec.compressor", "deflate");
            properties.put("omnicache.templates[*].codec.threshold", "1");
            properties.put("omnicache.templates[*].codec.encryption.key", KEY);
        }
        return properties;
    }
}
