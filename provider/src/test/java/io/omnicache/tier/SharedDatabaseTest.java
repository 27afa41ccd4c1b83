/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share a database. */
class SharedDatabaseTest {
    private static final int PROCESSES = 4;
    private static final int TIMES = 300;

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();
    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void end() {
        provider.close();
        children.forEach(each -> each.process.destroyForcibly());
    }

    /** A process that does what it is told to. */
    private static final class Child {
        private final Process process;
        private final PrintStream told;
        private final BufferedReader says;

        Child(Path... paths) throws IOException {
            process = SharingProgram.start(paths);
            told = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
            says = process.inputReader();
            assertThat(says.readLine()).isEqualTo("open");
        }

        void tell(String what) {
            told.println(what);
        }

        String hear() throws IOException {
            return says.readLine();
        }

        /** Leaves out what it says before that. */
        void hearUntil(String what) throws IOException {
            String line = hear();
            while (!what.equals(line)) {
                assertThat(line).as("it lives").isNotNull();
                line = hear();
            }
        }

        String ask(String what) throws IOException {
            tell(what);
            return hear();
        }
    }

    private Path database() {
        return folder.resolve("shared.db");
    }

    private List<Child> children(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            children.add(new Child(database()));
        }
        return children;
    }

    private static List<String> all(List<Child> children, String what) throws IOException {
        children.forEach(each -> each.tell(what));
        List<String> answers = new ArrayList<>();
        for (Child each : children) {
            answers.add(each.hear());
        }
        return answers;
    }

    @Test
    void whatOneProcessHasChangedTheOthersReadAtOnce() throws IOException {
        Cache<Integer, Integer> own = SharingProgram.open(provider, database());
        Child child = children(1).get(0);
        for (int round = 0; round < 50; round++) {
            own.put(1, round);
            assertThat(child.ask("get 1")).isEqualTo(String.valueOf(round));
            assertThat(child.ask("put 1 " + -round)).isEqualTo("put");
            assertThat(own.get(1)).isEqualTo(-round);
        }
        assertThat(child.ask("remove 1")).isEqualTo("true");
        assertThat(own.get(1)).isNull();
        own.put(1, 7);
        assertThat(child.ask("get 1")).isEqualTo("7");
        assertThat(child.ask("clear")).isEqualTo("cleared");
        assertThat(own.get(1)).isNull();
        own.put(1, 8);
        assertThat(child.ask("get 1")).isEqualTo("8");
        own.clear();
        assertThat(child.ask("get 1")).isEqualTo("null");
    }

    @Test
    void countersOfFourProcessesAddUpAndOneOfThemIsFirst() throws IOException {
        List<Child> four = children(PROCESSES);
        assertThat(all(four, "invoke " + TIMES)).containsOnly("invoked");
        assertThat(all(four, "replace " + TIMES)).containsOnly("replaced");
        assertThat(all(four, "get 1")).containsOnly(String.valueOf(PROCESSES * TIMES));
        assertThat(all(four, "get 2")).containsOnly(String.valueOf(PROCESSES * TIMES));
        assertThat(all(four, "first 200").stream().mapToInt(Integer::parseInt).sum())
                .isEqualTo(200);
    }

    @Test
    void whatAProcessHasAcknowledgedIsThereWhenItIsKilledAndNothingIsCountedTwice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SharedDatabaseTest: seed " + seed);
        Random random = new Random(seed);
        Cache<Integer, Integer> own = SharingProgram.open(provider, database());
        Map<Integer, Integer> highest = new HashMap<>();
        for (int round = 0; round < 5; round++) {
            List<Child> three = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                three.add(new Child(database()));
            }
            children.addAll(three);
            three.forEach(each -> each.tell("grow"));
            for (int line = random.nextInt(300); line >= 0; line--) {
                for (Child each : three) {
                    note(each.hear(), highest);
                }
            }
            three.forEach(each -> each.process.toHandle().destroyForcibly());
            for (Child each : three) {
                for (String line = each.hear(); line != null; line = each.hear()) {
                    note(line, highest);
                }
                each.process.waitFor();
            }
            for (int key : highest.keySet()) {
                assertThat(own.get(key))
                        .as("key %s: each process may have done one more than it could say", key)
                        .isBetween(highest.get(key), highest.get(key) + 3);
                highest.put(key, own.get(key));
            }
        }
    }

    @Test
    void databaseAndSystemOfRecordAgreeAfterChangesOfProcessesThatWriteThrough() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Cache<Integer, Integer> own = SharingProgram.open(provider, database(), source);
        for (int i = 0; i < PROCESSES; i++) {
            children.add(new Child(database(), source));
        }
        for (int round = 0; round < 10; round++) {
            for (Child each : children) {
                each.tell("work 25 " + (children.indexOf(each) * 100_000 + round * 1_000));
            }
            for (Child each : children) {
                each.hearUntil("worked");
            }
            assertAgree(own, source, Set.of());
        }
    }

    @Test
    void databaseAndSystemOfRecordAgreeThoughProcessesThatWriteThroughAreKilled() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SharedDatabaseTest: seed " + seed);
        Random random = new Random(seed);
        Path source = Files.createDirectory(folder.resolve("source"));
        Cache<Integer, Integer> own = SharingProgram.open(provider, database(), source);
        Child survivor = new Child(database(), source);
        children.add(survivor);
        for (int round = 0; round < 5; round++) {
            Child victim = new Child(database(), source);
            children.add(victim);
            victim.tell("work 1000000 " + (round + 1) * 100_000_000);
            survivor.tell("work 200 " + round * 1_000);
            String last = "";
            for (int line = random.nextInt(300); line >= 0; line--) {
                last = victim.hear();
            }
            victim.process.toHandle().destroyForcibly();
            for (String line = victim.hear(); line != null; line = victim.hear()) {
                last = line.matches("at [0-9]") ? line : last;
            }
            survivor.hearUntil("worked");
            int killedAt = Integer.parseInt(last.substring("at ".length()));
            Set<Integer> unknown = Set.of(killedAt, (killedAt + 1) % SharingProgram.KEYS);
            assertAgree(own, source, unknown);
            own.removeAll(unknown); // its writer was told, and maybe nobody else
        }
    }

    private static void assertAgree(Cache<Integer, Integer> cache, Path source, Set<Integer> unknown) {
        for (int key = 0; key < SharingProgram.KEYS; key++) {
            if (!unknown.contains(key)) {
                assertThat(cache.get(key)).as("key %s", key).isEqualTo(SourceFiles.read(source, key));
            }
        }
    }

    /** Each number is said once: two who had seen the same would say the same. */
    private static void note(String line, Map<Integer, Integer> highest) {
        String[] words = line.split(" ");
        if (words.length == 2 && !words[1].isEmpty()) {
            highest.merge(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Math::max);
        }
    }

    @Test
    void aDamagedDatabaseIsSetAsideByWhoOpensItFirst() throws IOException {
        Files.writeString(database(), "This is no database. ".repeat(1_000));
        Cache<Integer, Integer> own = SharingProgram.open(provider, database());
        own.put(1, 1);
        assertThat(children(1).get(0).ask("get 1")).isEqualTo("1");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().contains(".aside-")))
                    .hasSize(1);
        }
    }

    /** As one that cleans temporary files may do: who comes then finds nobody, and begins anew. */
    @Test
    void whoseLockWasDeletedChangesNothingAnyMore() throws IOException {
        Cache<Integer, Integer> cache = SharingProgram.open(provider, database());
        cache.put(1, 1);
        Files.delete(folder.resolve("shared.db.lock"));
        Child child = children(1).get(0);
        assertThat(child.ask("put 1 2")).isEqualTo("put");
        for (int i = 0; i < 5; i++) {
            cache.put(2, i);
        }
        assertThat(cache.unwrap(OmniCache.class).tiers().get(0).toString())
                .contains("somebody has deleted or replaced the file of the lock");
        assertThat(child.ask("get 1")).isEqualTo("2");
        assertThat(child.ask("get 2")).isEqualTo("null");
    }

    @Test
    void whoseLockWasDeletedTellsNoWriter() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Cache<Integer, Integer> cache = SharingProgram.open(provider, database(), source);
        cache.put(1, 1);
        Files.delete(folder.resolve("shared.db.lock"));
        Child child = new Child(database(), source);
        children.add(child);
        assertThatThrownBy(() -> cache.put(1, 2))
                .isInstanceOf(TierException.class)
                .hasRootCauseMessage("another process has found neither this one nor its lock, and has begun anew:"
                        + " somebody has deleted or replaced the file of the lock; restart this process");
        assertThatThrownBy(() -> cache.putAll(Map.of(1, 2, 2, 2))).isInstanceOf(TierException.class);
        assertThat(SourceFiles.read(source, 1)).isOne();
        assertThat(SourceFiles.read(source, 2)).isNull();
        assertThat(child.ask("get 1")).isEqualTo("1");
    }

    @Test
    void ofADestroyedCacheNothingIsLeft() throws Exception {
        Cache<Integer, Integer> own = SharingProgram.open(provider, database());
        for (int key = 0; key < 2_000; key++) {
            own.put(key, key);
        }
        own.getCacheManager().destroyCache("users");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM cache_entries")) {
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void whoDoesNotShareIsRefusedAndNamesWhoDoes() throws IOException {
        Child child = children(1).get(0);
        assertThatThrownBy(() -> provider.getCacheManager(URI.create("omnicache:alone"), null)
                        .createCache(
                                "users",
                                OmniConfiguration.builder(Integer.class, Integer.class)
                                        .tier(
                                                "sqlite",
                                                Map.of("file", database().toString()))
                                        .build()))
                .isInstanceOf(TierException.class)
                .rootCause()
                .hasMessageContaining("is in use by process " + child.process.pid());
    }
}
