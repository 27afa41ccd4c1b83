/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OnFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A cache over a database to which something happens, by the hand of other processes: no operation fails, nothing old is read, it shows, and
 * it is over by itself.
 */
class SqliteCacheFaultsTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_122L);
    private static final int OPERATIONS = 400;

    @TempDir
    Path folder;

    private final LogCapture log = new LogCapture("io.omnicache.tier");
    private CheckedCache cache;

    @BeforeAll
    static void seed() {
        System.out.println("SqliteCacheFaultsTest seed " + SEED);
    }

    @AfterEach
    void close() throws Exception {
        if (cache != null) {
            cache.close();
        }
        log.close();
    }

    private Path directory() {
        return folder.resolve("store");
    }

    private Path database() {
        return directory().resolve("cache.db");
    }

    private void open() {
        cache = new CheckedCache(
                OnFailure.DEGRADE,
                SEED,
                "sqlite",
                Map.of("file", database().toString(), "entries", "10k", "busyTimeout", "20ms"));
    }

    /** An older copy of the database lies beside it. */
    private void openWithPast() throws Exception {
        open();
        cache.change(OPERATIONS);
        cache.close();
        sh("cp cache.db ../older");
        cache = cache.reopened();
        cache.change(OPERATIONS);
        cache.requireAll();
        assertThat(cache.wasOpen()).isFalse();
    }

    private void sh(String script) throws IOException, InterruptedException {
        assertThat(run("cd '" + directory() + "' && " + script)).as(script).isZero();
    }

    private static int run(String script) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell, by which others disturb the database");
        return new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Where file times are coarse, as some systems have them, a write can have the time of the one before it. */
    private static final String LATER = " && touch -d '1 hour' cache.db";

    /** What others do to files that are open, by commands. */
    enum Fault {
        DATABASE_DELETED("rm cache.db"),
        DATABASE_REPLACED_BY_AN_OLDER_ONE("mv ../older cache.db"),
        DATABASE_OVERWRITTEN_BY_AN_OLDER_ONE("cat ../older > cache.db" + LATER),
        DATABASE_CUT("truncate -s 20000 cache.db" + LATER),
        DATABASE_EMPTIED(": > cache.db" + LATER),
        DATABASE_IS_A_TEXT("echo 'this is no database, this is a text' > cache.db" + LATER),
        LOG_DELETED("rm cache.db-wal"),
        LOG_CUT("test $(stat -c %s cache.db-wal) -gt 10000 && truncate -s 10000 cache.db-wal"),
        ALL_DELETED("rm cache.db*"),
        LOCK_DELETED("rm cache.db.lock"),
        DIRECTORY_DELETED("rm -r ../store");

        private final String command;

        Fault(String command) {
            this.command = command;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void filesThatOthersDisturbCostEntriesAndNothingElse(Fault fault) throws Exception {
        openWithPast();
        if (fault.name().startsWith("DATABASE")) {
            awaitEmptyLog();
        }
        while (run("cd '" + directory() + "' && " + fault.command) != 0) {
            assertThat(fault).isEqualTo(Fault.LOG_CUT); // an idle moment has emptied the log
            cache.change(OPERATIONS);
        }
        if (fault
                == Fault.DATABASE_OVERWRITTEN_BY_AN_OLDER_ONE) { // which is not seen before a second of changes is over
            cache.clock().advance(Duration.ofSeconds(1));
            cache.put(0, 1);
        }
        cache.change(OPERATIONS);
        cache.check();
        cache.recover();
        cache.requireWhole();
        assertThat(log.messages().stream().anyMatch(message -> message.contains("sqlite tier set aside")))
                .isEqualTo(fault != Fault.LOCK_DELETED);
        isThereAfterOpeningAgain();
    }

    /** What others write beside the copying of the log is taken for that: so whoever copies it has to be done. */
    private void awaitEmptyLog() {
        cache.put(0, 1);
        Path log = directory().resolve("cache.db-wal");
        Eventually.await("the log is emptied", () -> log.toFile().length() == 0 && writersRest());
    }

    private static boolean writersRest() {
        Thread[] threads = new Thread[1_000];
        int count = Thread.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .filter(each -> each.getName().startsWith("omnicache-sqlite-"))
                .allMatch(each -> each.getState() == Thread.State.WAITING);
    }

    private void isThereAfterOpeningAgain() throws Exception {
        cache = cache.reopened();
        cache.requireAll();
        assertThat((Long) cache.attribute("Recovered")).isGreaterThanOrEqualTo(100);
    }

    @Test
    void bytesThatOthersWriteAtRandomCostEntriesAndNothingElse() throws Exception {
        openWithPast();
        Random random = new Random(SEED);
        for (int round = 0; round < 8; round++) {
            StringBuilder script = new StringBuilder(":");
            for (int i = 0; i < 20; i++) {
                String name = round % 2 == 0 ? "cache.db" : "cache.db-wal";
                long length = directory().resolve(name).toFile().length(); // 0 while it is being set aside
                if (length > 0) {
                    script.append(String.format(
                            "; printf '\\%03o' | dd of=%s bs=1 conv=notrunc seek=%d",
                            random.nextInt(256), name, random.nextInt((int) length)));
                }
            }
            sh(script.toString());
            cache.change(OPERATIONS / 2);
            cache.check();
        }
        cache.recover();
        cache.requireWhole();
        isThereAfterOpeningAgain();
    }

    /** Others hold something until they are told to give it back. */
    private interface Disturbance {
        void end() throws Exception;
    }

    private void failsMeanwhile(Disturbance disturbance, String reason) throws Exception {
        cache.change(OPERATIONS);
        cache.check();
        assertThat(cache.wasOpen()).isTrue();
        assertThat(cache.state().breaker()).isNotEqualTo(Breaker.CLOSED);
        assertThat(cache.state().reason().orElse("none")).contains(reason);
        assertThat(cache.state().failures()).isGreaterThanOrEqualTo(3);
        assertThat(cache.state().changed()).isPositive();
        assertThat(cache.attribute("Breaker")).isNotEqualTo("CLOSED");
        assertThat((String) cache.attribute("Reason")).contains(reason);
        cache.tryAgain();
        assertThat(cache.state().breaker()).isNotEqualTo(Breaker.CLOSED);
        disturbance.end();
        cache.tryAgain();
        cache.requireWhole();
        cache.change(OPERATIONS);
        isThereAfterOpeningAgain();
    }

    private static Disturbance other(Process process, String said) throws Exception {
        assertThat(process.inputReader().readLine()).startsWith(said);
        return () -> {
            process.outputWriter().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        };
    }

    @Test
    void otherProcessLocksTheDatabase() throws Exception {
        openWithPast();
        failsMeanwhile(other(DatabaseProgram.start(List.of(), "lock", database()), "locked"), "BUSY");
    }

    @Test
    void otherProcessHasTheDirectoryMeanwhile() throws Exception {
        openWithPast();
        sh("rm cache.db*");
        Process other = OpeningProgram.start("sqlite", Map.of("file", database().toString()));
        failsMeanwhile(other(other, "opened with 0"), "in use by process");
    }

    @Test
    void fileStandsInThePlaceOfTheDirectory() throws Exception {
        openWithPast();
        sh("mv ../store ../moved && echo text > ../store");
        failsMeanwhile(
                () -> {
                    Files.delete(directory());
                    Files.move(folder.resolve("moved"), directory());
                },
                "/store"); // newer JDKs name the directory, older ones the database in it
    }

    @Test
    void diskIsFull() throws Exception {
        Files.createDirectories(directory());
        assumed(
                run("mount -t tmpfs -o size=16m tmpfs '" + directory() + "'") == 0,
                "a small file system cannot be mounted here: that needs root");
        try {
            openWithPast();
            Path ballast = directory().resolve("ballast");
            Files.write(ballast, new byte[(int) directory().toFile().getUsableSpace() - (50 << 10)]);
            failsMeanwhile(() -> Files.delete(ballast), "full");
            cache.close();
        } finally {
            run("umount '" + directory() + "'");
        }
    }

    @Test
    void permissionIsLost() throws Exception {
        openWithPast();
        if (System.getProperty("user.name").equals("root")) { // whom permissions do not stop
            boolean immutable = run("cd '" + directory() + "' && chattr +i cache.db*") == 0;
            Disturbance end = () -> run("cd '" + directory() + "' && chattr -i cache.db*");
            try {
                assumed(
                        immutable && run("cd '" + directory() + "' && echo 1 >> cache.db.lock") != 0,
                        "root is stopped by no permission, and files cannot be made immutable here");
                failsMeanwhile(end, "");
            } finally {
                end.end();
            }
        } else {
            sh("chmod 000 .");
            failsMeanwhile(() -> sh("chmod 700 '" + directory() + "'"), "AccessDenied");
        }
    }

    private static void assumed(boolean condition, String otherwise) {
        if (!condition) {
            System.out.println("skipped: " + otherwise);
        }
        assumeTrue(condition, otherwise);
    }

    @Test
    void filesMayNotGrow() throws Exception {
        Path shell = Path.of("/bin/bash");
        assumed(Files.isExecutable(shell), "no bash, whose ulimit is needed");
        Files.createDirectories(directory());
        Process process = DatabaseProgram.start(
                List.of(shell.toString(), "-c", "ulimit -f 3000 && exec \"$0\" \"$@\""), "limited", database(), SEED);
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("no operation failed").isZero();
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).containsAnyOf("IOERR", "FULL");
        open();
        cache.cache().clear(); // what could not be removed when the process ended
        cache.requireWhole();
        isThereAfterOpeningAgain();
    }
}
