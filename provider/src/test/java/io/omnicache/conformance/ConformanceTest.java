/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.omnicache.OmniCachingProvider;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/**
 * Random programs against model and cache. The system property {@code omnicache.test.conformance.seed} starts with another
 * program, {@code omnicache.test.conformance.operations} sets how many operations are run at least.
 */
class ConformanceTest {
    private static final long SEED = Long.getLong("omnicache.test.conformance.seed", 0);
    private static final long OPERATIONS = Long.getLong("omnicache.test.conformance.operations", 205_000);

    @Test
    void aCacheDoesWhatTheSpecificationSays() throws Exception {
        long started = System.nanoTime();
        long done = 0;
        try (OmniCachingProvider provider = new OmniCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            Comparer comparer = new Comparer(manager);
            for (long seed = SEED; done < OPERATIONS; seed++) {
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
                + SEED + " in " + millis + " ms");
        assertThat(done).isGreaterThanOrEqualTo(OPERATIONS);
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
