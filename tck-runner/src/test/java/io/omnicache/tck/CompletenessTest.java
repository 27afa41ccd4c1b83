/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs after the TCK, on its reports. */
class CompletenessTest {
    static final int TESTS = 493;
    private static final int CLASSES_THAT_INHERIT = 3;
    private static final List<String> ANNOTATED =
            List.of("CacheRemoveAll", "CacheRemoveEntry", "CacheResult", "CacheResult_UsingAt_CacheKeyParam");

    @Test
    void theWholeTckRanAndPassed() throws IOException {
        TckReport.read(Path.of(System.getProperty("tck.reports"))).requireComplete(TESTS, expectedIdle(List.of()));
    }

    /** With a heap of one entry over a file, and over a database: one test wants three references kept in the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"tck.reports.file", "tck.reports.sqlite"})
    void theWholeTckRanAndPassedOverATier(String reports) throws IOException {
        List<String> idle = expectedIdle(List.of("org.jsr107.tck.StoreByReferenceTest#putAll"));
        TckReport.read(Path.of(System.getProperty(reports))).requireComplete(TESTS, idle);
    }

    /** The one test that the TCK itself wants excluded, those of the annotations, which need an integration, and others; in the order of names. */
    static List<String> expectedIdle(List<String> others) {
        List<String> idle = new ArrayList<>(others);
        idle.add("org.jsr107.tck.CachingTest#dummyTest");
        for (String annotated : ANNOTATED) {
            String test = "org.jsr107.tck.annotation.AbstractBlogManagerInterceptionTest#test_AT_" + annotated;
            idle.addAll(Collections.nCopies(CLASSES_THAT_INHERIT, test));
        }
        Collections.sort(idle);
        return idle;
    }
}
