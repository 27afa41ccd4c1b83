/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Clock;
import io.omnicache.LogCapture;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OnFailure;
import io.omnicache.config.TierOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that were left while they were not in step with their cache begin empty. */
class OutOfStepTest {
    private static final String MANAGER = "urn:step";
    private static final int KEYS = 100;

    @TempDir
    Path folder;

    private Map<String, String> options(String kind) {
        return Map.of("directory", folder.resolve(kind).toString());
    }

    private void use(Consumer<Cache<Integer, String>> use, String... kinds) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            var builder = OmniConfiguration.builder(Integer.class, String.class).entries(5);
            for (String kind : kinds) {
                builder.tier(kind, options(kind));
            }
            use.accept(provider.getCacheManager(URI.create(MANAGER), null).createCache("users", builder.build()));
        }
    }

    private static void fill(Cache<Integer, String> cache) {
        for (int key = 0; key < KEYS; key++) {
            cache.put(key, "value " + key);
        }
    }

    private static int there(Cache<Integer, String> cache) {
        int there = 0;
        for (int key = 0; key < KEYS; key++) {
            String read = cache.get(key);
            assertThat(read).isIn(null, "value " + key);
            there += read == null ? 0 : 1;
        }
        return there;
    }

    private void leaveOutOfStep(String kind) throws Exception {
        try (Tier tier = TierOpener.openAlone(
                MANAGER,
                "users",
                Clock.system(),
                new TierOptions(kind, options(kind)),
                getClass().getClassLoader())) {
            assertThat(tier.size()).isPositive();
            assertThat(tier.isInStep()).isTrue();
            tier.noteInStep(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatWasLeftOutOfStepBeginsEmptyOnce(String kind) throws Exception {
        use(OutOfStepTest::fill, kind);
        leaveOutOfStep(kind);
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            use(cache -> assertThat(there(cache)).isZero(), kind);
            assertThat(log.messages()).anyMatch(each -> each.contains("was left while it was not in step"));
        }
        use(OutOfStepTest::fill, kind);
        use(cache -> assertThat(there(cache)).isEqualTo(KEYS), kind);
    }

    /** What lies above it would be more than the lowest one has. */
    @Test
    void aboveALowestThatBeginsEmptyAllDoes() throws Exception {
        use(OutOfStepTest::fill, "file", "sqlite");
        leaveOutOfStep("sqlite");
        use(cache -> assertThat(there(cache)).isZero(), "file", "sqlite");
    }

    @Test
    void belowAnUpperOneThatBeginsEmptyNothingIsLost() throws Exception {
        use(OutOfStepTest::fill, "file", "sqlite");
        leaveOutOfStep("file");
        use(cache -> assertThat(there(cache)).isEqualTo(KEYS), "file", "sqlite");
    }

    /** Other caches of the same directory, or database, are not meant. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void otherCachesKeepWhatTheyHave(String kind) throws Exception {
        use(OutOfStepTest::fill, kind);
        try (Tier others = TierOpener.openAlone(
                MANAGER,
                "others",
                Clock.system(),
                new TierOptions(kind, options(kind)),
                getClass().getClassLoader())) {
            others.noteInStep(false);
        }
        use(cache -> assertThat(there(cache)).isEqualTo(KEYS), kind);
    }

    /** What could not be opened is below it; it is closed again, and not emptied. */
    @Test
    void aStartThatFailsLeavesTheNoteWhereItIs() throws Exception {
        use(OutOfStepTest::fill, "file");
        leaveOutOfStep("file");
        Path inTheWay = Files.createFile(folder.resolve("sqlite"));
        assertThatThrownBy(() -> use(cache -> {}, "file", "sqlite")).isInstanceOf(TierException.class);
        Files.delete(inTheWay);
        use(cache -> assertThat(there(cache)).isZero(), "file", "sqlite");
    }

    private Tier open(String kind, String cache, String... more) {
        Map<String, String> all = new HashMap<>(options(kind));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return TierOpener.openAlone(
                MANAGER,
                cache,
                Clock.system(),
                new TierOptions(kind, all),
                getClass().getClassLoader());
    }

    /** Others of the process still hold the lock. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsNotedAfterClosingIsNotHeard(String kind) throws Exception {
        use(OutOfStepTest::fill, kind);
        try (Tier others = open(kind, "others")) {
            Tier users = open(kind, "users");
            users.close();
            users.noteInStep(false);
            assertThat(others.isInStep()).isTrue();
        }
        use(cache -> assertThat(there(cache)).isEqualTo(KEYS), kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsDestroyedLeavesNoNote(String kind) throws Exception {
        use(OutOfStepTest::fill, kind);
        try (Tier others = open(kind, "others")) {
            assertThat(others.size()).isZero();
            Tier users = open(kind, "users");
            users.noteInStep(false);
            users.destroy();
        }
        try (Tier users = open(kind, "users")) {
            assertThat(users.isInStep()).isTrue();
            users.noteInStep(false);
        }
        TierOpener.destroy(
                MANAGER,
                "users",
                List.of(new TierOptions(kind, options(kind))),
                getClass().getClassLoader());
        try (Tier users = open(kind, "users")) {
            assertThat(users.isInStep()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whoOnlyReadsSeesWhatIsNotedAndIsNotEmptied(String kind) throws Exception {
        use(OutOfStepTest::fill, kind);
        try (Tier writer = open(kind, "users");
                Tier reader = open(kind, "users", "readOnly", "true")) {
            assertThat(reader.isReadOnly()).isTrue();
            assertThat(reader.isInStep()).isTrue();
            writer.noteInStep(false);
            assertThat(reader.isInStep()).isFalse();
            reader.noteInStep(true);
            assertThat(reader.isInStep()).isFalse();
        }
        try (Tier reader = open(kind, "users", "readOnly", "true")) {
            assertThat(reader.isInStep()).isFalse();
            TierLevel level = new TierLevel(
                    "users",
                    kind,
                    1,
                    reader,
                    new LevelOptions(OnFailure.DEGRADE, Duration.ofSeconds(5)),
                    Clock.system());
            TierOpener.forgetIfOutOfStep(List.of(level));
            assertThat(level.isInUse()).isTrue();
            assertThat(reader.size()).isEqualTo(KEYS);
        }
    }

    @ParameterizedTest
    @CsvSource({"file,false", "file,true", "sqlite,false", "sqlite,true"})
    void whatMayBeOldIsNotCopied(String kind, String readOnly) throws Exception {
        use(OutOfStepTest::fill, kind);
        leaveOutOfStep(kind);
        String other = kind.equals("file") ? "sqlite" : "file";
        try (Tier from = open(kind, "users", "readOnly", readOnly);
                Tier to = open(other, "users")) {
            StoreCopy copy = new StoreCopy(from, to, Clock.system());
            assertThatThrownBy(() -> copy.run(progress -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("may be old", "let the application open the cache once");
            assertThat(to.size()).isZero();
        }
    }

    @Test
    void aTargetThatWasLeftOutOfStepIsEmptiedFirst() throws Exception {
        use(OutOfStepTest::fill, "file");
        try (Tier to = open("sqlite", "users")) {
            to.write(KilledProgram.key(1), new TierRecord(new byte[3], 1, 0, 0, TierRecord.NEVER));
        }
        leaveOutOfStep("sqlite");
        try (Tier from = open("file", "users");
                Tier to = open("sqlite", "users")) {
            assertThat(new StoreCopy(from, to, Clock.system())
                            .run(progress -> {})
                            .isVerified())
                    .isTrue();
        }
        use(cache -> assertThat(there(cache)).isEqualTo(KEYS), "sqlite");
    }
}
