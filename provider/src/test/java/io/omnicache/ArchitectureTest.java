/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.expiry.Alarm;
import io.omnicache.event.Failures;
import io.omnicache.jcache.OmniCacheManager;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** The package table of docs/architecture.md and the rules on locks and time, which tests on one JDK would not notice. */
@AnalyzeClasses(packages = "io.omnicache", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Set<String> COMPUTING = Set.of("compute", "computeIfAbsent", "computeIfPresent", "merge");

    @ArchTest
    static final ArchRule importsGoDownward = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("jcache")
            .definedBy("io.omnicache.jcache..")
            .layer("management")
            .definedBy("io.omnicache.management..")
            .layer("engine")
            .definedBy("io.omnicache.engine..")
            .layer("event")
            .definedBy("io.omnicache.event..")
            .layer("loading")
            .definedBy("io.omnicache.loading..")
            .layer("tier")
            .definedBy("io.omnicache.tier..")
            .layer("codec")
            .definedBy("io.omnicache.codec..")
            .layer("config")
            .definedBy("io.omnicache.config..")
            .layer("root")
            .definedBy("io.omnicache")
            .whereLayer("jcache")
            .mayOnlyAccessLayers("management", "engine", "event", "loading", "tier", "codec", "config", "root")
            .whereLayer("management")
            .mayOnlyAccessLayers("engine", "tier", "config", "root")
            .whereLayer("engine")
            .mayOnlyAccessLayers("event", "loading", "tier", "codec", "config", "root")
            .whereLayer("event")
            .mayOnlyAccessLayers("config", "root")
            .whereLayer("loading")
            .mayOnlyAccessLayers("config", "root")
            .whereLayer("tier")
            .mayOnlyAccessLayers("codec", "config", "root")
            .whereLayer("codec")
            .mayOnlyAccessLayers("config", "root")
            .whereLayer("config")
            .mayOnlyAccessLayers("root")
            .ignoreDependency(OmniCachingProvider.class, OmniCacheManager.class)
            .ignoreDependency(OmniCachingProvider.class, Failures.class);

    @ArchTest
    static final ArchRule rootImportsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.omnicache")
            .and()
            .doNotBelongToAnyOf(OmniCachingProvider.class) // users name it, so it lives there
            .should()
            .dependOnClassesThat(resideInAPackage("io.omnicache..").and(not(resideInAPackage("io.omnicache"))));

    @ArchTest
    static final ArchRule theFileTierIsFoundByService = noClasses()
            .that()
            .resideOutsideOfPackage("io.omnicache.tier.file..") // the tier sqlite and tier.local among them
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.omnicache.tier.file..");

    @ArchTest
    static final ArchRule theSqliteTierIsFoundByService = noClasses()
            .that()
            .resideOutsideOfPackage("io.omnicache.tier.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.omnicache.tier.sqlite..");

    @ArchTest
    static final ArchRule codecsDoNotKnowOfEncryption = noClasses()
            .that()
            .resideInAnyPackage("io.omnicache.codec", "io.omnicache.codec.bytes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.omnicache.codec.crypto..");

    /* Without the root: the provider lies there, since users name it, and opens managers. */
    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("io.omnicache.(**)").should().beFreeOfCycles();

    /* The rule of docs/concurrency.md: these run their function under the lock of a bin, which unrelated keys share. */
    @ArchTest
    static final ArchRule noFunctionsUnderTheLockOfAMap = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.omnicache.engine..",
                    "io.omnicache.event..",
                    "io.omnicache.loading..",
                    "io.omnicache.jcache..",
                    "io.omnicache.tier..",
                    "io.omnicache.codec..")
            // Deliveries: a few instructions of ours that make a ticket, and no user code but the key's own equals.
            .and()
            .doNotHaveFullyQualifiedName("io.omnicache.event.Deliveries")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("a map runs a function under its lock") {
                @Override
                public boolean test(JavaCall<?> call) {
                    return COMPUTING.contains(call.getName())
                            && call.getTargetOwner().isAssignableTo(ConcurrentMap.class);
                }
            });

    /* Alarm: sets a timer, no user code. A virtual thread would pin its carrier in a monitor up to JDK 23. */
    @ArchTest
    static final ArchRule noMonitorsInTheEngine = methods()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("io.omnicache.engine..").and(not(belongToAnyOf(Alarm.class))))
            .should()
            .notHaveModifier(SYNCHRONIZED);

    @ArchTest
    static final ArchRule noStripesOfLocks = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.omnicache..")
            .should()
            .haveRawType(ReentrantLock[].class);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.omnicache.SystemClock")
            .and()
            .doNotBelongToAnyOf(Statistics.class) // measures operations, which no clock of a test should stretch
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule nobodySleepsButTheClock = noClasses()
            .that()
            .doNotBelongToAnyOf(Clock.class)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);
}
