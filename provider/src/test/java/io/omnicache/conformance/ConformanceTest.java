/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.omnicache.OmniCachingProvider;
import io.omnicache.TierMode;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs against model and cache. The system property {@code omnicache.test.conformance.seed} starts with another
 * program, {@code omnicache.test.conformance.operations} sets how many operations are run at least, {@code omnicache.test.conformance.all} adds
 * tiers on the disk, as {@code -Pmatrix} does.
 */
class ConformanceTest {
    private static final Long SEED = Long.getLong("omnicache.test.conformance.seed");
    private static final long OPERATIONS = Long.getLong("omnicache.test.conformance.operations", 205_000);

    private static final long PART_WITH_TIERS = 5;
    private static final long MOST_WITH_TIERS = 41_000;

    /**
     * That is time for most configurations, not for all: each set-up begins that much later than the one before, so that each
     * leaves others out.
     */
    private static final long LATER = 130;

    @Test
    void aCacheDoesWhatTheSpecificationSays() throws Exception {
        compare(OPERATIONS, SEED == null ? 0 : SEED);
    }

    /** A heap that holds all, one that holds a single entry, and one over a tier that evicts over one that does not; the first
     * two over SQLite in memory, and over a tier that other processes might change, too; one whose entries come up at the second hit, and one with all encrypted
     * that lies below. */
    @ParameterizedTest
    @MethodSource("setUps")
    void aCacheWithTiersDoesTheSame(String tiers) throws Exception {
        long begin = SEED == null ? LATER * setUps().indexOf(tiers) : SEED;
        TierMode.during(tiers, () -> compare(Math.min(OPERATIONS / PART_WITH_TIERS, MOST_WITH_TIERS), begin));
    }

    static List<String> setUps() {
        List<String> setUps = new ArrayList<>(List.of(
                "heap,memory",
                "1,memory",
                "3,memory:4,memory",
                "3,memory:4,memory,second",
                "heap,sqlite",
                "1,sqlite",
                "1,memory,encrypted",
                "heap,shared-memory",
                "1,shared-memory"));
        if (Boolean.getBoolean("omnicache.test.conformance.all")) {
            for (String below : List.of("file", "sqlite", "file,sqlite", "shared")) {
                for (String heap : List.of("heap", "1")) {
                    setUps.add(heap + "," + below);
                    setUps.add(heap + "," + below + ",compressed,encrypted");
                }
            }
        }
        return setUps;
    }

    private static void compare(long operations, long begin) throws Exception {
        long started = System.nanoTime();
        long done = 0;
        try (OmniCachingProvider provider = new OmniCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            Comparer comparer = new Comparer(manager);
            for (long seed = begin; done < operations; seed++) {
                Program program = new ProgramGenerator(seed).program();
                Comparer.Difference difference = comparer.run(program);
                if (difference != null) {
                    fail(message(comparer, program, difference));
                }
                done += program.moves().stream()
                        .filter(ConformanceTest::isOperation)
                        .count();
            }
        }
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println("conformance: " + done + " operations of " + Setting.count() + " configurations from seed "
                + begin + " in " + millis + " ms");
        assertThat(done).isGreaterThanOrEqualTo(operations);
    }

    /** Time, listeners and the policy are around the operations. */
    private static boolean isOperation(Move move) {
        return !(move.op() instanceof Op.Advance
                || move.op() instanceof Op.Answers
                || move.op() instanceof Op.CleanUp
                || move.op() instanceof Op.Register
                || move.op() instanceof Op.Deregister);
    }

    private static String message(Comparer comparer, Program program, Comparer.Difference difference) throws Exception {
        Program smallest = comparer.shrink(program, difference);
        Comparer.Difference again = comparer.run(smallest);
        if (again == null) {
            return program + "step " + difference + " differs, but not when it is repeated";
        }
        return "repeat with -Domnicache.test.conformance.seed=" + program.seed() + "\n" + smallest + "step "
                + again.step() + " differs\nmodel: " + again.model() + "\ncache: " + again.cache();
    }
}
