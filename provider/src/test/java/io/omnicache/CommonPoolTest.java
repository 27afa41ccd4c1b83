/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Nothing of ours, tests included, works in the common pool. It is the application's; and on two cores it has one thread, which
 * newer JDKs give to all {@code runAsync}, so that two who wait for each other there wait for ever.
 */
@AnalyzeClasses(packages = "io.omnicache")
class CommonPoolTest {
    @ArchTest
    static final ArchRule nobodyWorksInTheCommonPool = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould()
            .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
            .orShould()
            .callMethod(ForkJoinPool.class, "commonPool")
            .orShould()
            .callMethod(Collection.class, "parallelStream");
}
