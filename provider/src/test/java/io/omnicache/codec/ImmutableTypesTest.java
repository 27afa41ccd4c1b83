/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which objects of the JDK, and which enum constants, are shared between the user and the cache. */
@SuppressWarnings("JavaUtilDate") // the JDK's best known value that can change
final class ImmutableTypesTest {
    private static final Set<String> NOT_FINAL =
            Set.of("java.io.File", "java.math.BigInteger", "java.math.BigDecimal", "java.net.InetSocketAddress");

    static Stream<String> names() {
        return Stream.concat(ImmutableTypes.LISTED.stream(), ImmutableTypes.AS_THEIR_CONTENT.stream());
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachNameIsThatOfAConcreteClassOfTheBootstrapLoader(String name) throws Exception {
        Class<?> type = Class.forName(name, false, null);
        assertThat(Modifier.isAbstract(type.getModifiers())).isFalse();
        assertThat(Modifier.isFinal(type.getModifiers())).isEqualTo(!NOT_FINAL.contains(name));
    }

    static Stream<Object> immutable() {
        return Stream.concat(scalars(), containers());
    }

    private static Stream<Object> scalars() {
        return Stream.of(
                "text",
                1,
                2L,
                3.0,
                'c',
                true,
                BigInteger.TEN,
                new BigDecimal("1.50"),
                new BigDecimal(BigInteger.TWO.pow(100), 3),
                ZoneId.of("Europe/Paris"),
                ZonedDateTime.now(ZoneOffset.UTC),
                UUID.randomUUID(),
                String.class,
                TimeUnit.DAYS,
                Operation.PLUS,
                Operation.COUNTING);
    }

    private static Stream<Object> containers() {
        return Stream.of(
                Optional.of("x"),
                Optional.empty(),
                List.of(),
                List.of(1),
                List.of(1, 2, "three"),
                Stream.of(1, null).toList(),
                Set.of(1),
                Set.of(1, 2),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", List.of(1), "b", Map.of("c", Optional.of(2))));
    }

    @ParameterizedTest
    @MethodSource("immutable")
    void immutableObjectIsSharedInBothDirections(Object value) {
        ByValue form = new ByValue("c", Copiers.serialization(), getClass().getClassLoader());
        for (int i = 0; i < 2; i++) { // the second time it is the class that was seen before
            assertThat(form.store(value)).isSameAs(value);
            assertThat(form.read(value)).isSameAs(value);
            assertThat(form.storeKey(value)).isSameAs(value);
            assertThat(form.readKey(value)).isSameAs(value);
        }
    }

    static Stream<Arguments> mutable() {
        return Stream.<Object>of(
                        new Date(7),
                        new int[] {1},
                        new String[] {"a"},
                        new ArrayList<>(List.of(1)),
                        Arrays.asList(1, 2),
                        new HashMap<>(Map.of(1, 2)),
                        new BitSet(4),
                        new AtomicInteger(4),
                        List.of(new Date(7)),
                        List.of(1, 2, new Date(7)),
                        Set.of(new Date(7)),
                        Map.of(new Date(7), "key"),
                        Map.of("key", new Date(7), "other", "x"),
                        new Tally(5),
                        new Money("2.50"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("mutable")
    void objectThatMayChangeIsCopied(Object value) {
        ByValue form = new ByValue("c", Copiers.serialization(), getClass().getClassLoader());
        Object stored = form.store(value);
        assertThat(stored).isNotSameAs(value);
        assertThat(form.read(stored)).isNotSameAs(value).hasSameClassAs(value).isNotSameAs(form.read(stored));
        assertThat(form.storeKey(value)).isNotSameAs(value).hasSameClassAs(value);
        assertThat(form.readKey(value)).isNotSameAs(value);
    }

    @Test
    void subclassOfAnImmutableClassIsCopiedWithItsState() {
        ByValue form = new ByValue("c", Copiers.serialization(), getClass().getClassLoader());
        assertThat(form.store(new BigDecimal("2.50"))).isInstanceOf(BigDecimal.class); // remembered as immutable
        Money money = new Money("2.50");
        Object stored = form.store(money);
        money.currency = "changed";
        assertThat(((Money) form.read(stored)).currency).isEqualTo("EUR");
        assertThat(form.read(stored)).isEqualTo(money);
    }

    @Test
    void decimalKeepsNoIntegerThatCanChange() {
        assertThat(new BigDecimal(new Tally(5), 2).unscaledValue()).isExactlyInstanceOf(BigInteger.class);
        assertThat(new BigDecimal(new Tally(5)).unscaledValue()).isExactlyInstanceOf(BigInteger.class);
    }

    @Test
    void classOfTheSameNameFromAnotherLoaderIsNotListed() {
        assertThat(ImmutableTypes.isListed(getClass())).isFalse();
        assertThat(ImmutableTypes.isAsItsContent(getClass())).isFalse();
    }

    /** An enum whose constants have bodies, one of them with state. */
    @SuppressWarnings("ImmutableEnumChecker") // its identity is kept all the same
    enum Operation {
        PLUS {
            @Override
            int apply(int a) {
                return a + 1;
            }
        },
        COUNTING {
            private int calls;

            @Override
            int apply(int a) {
                calls++;
                return a + calls;
            }
        };

        abstract int apply(int a);
    }

    /** A decimal that can change. */
    static final class Money extends BigDecimal {
        String currency = "EUR";

        Money(String amount) {
            super(amount);
        }
    }

    /** An integer that can change. */
    static final class Tally extends BigInteger {
        int count = 1;

        Tally(int value) {
            super(Integer.toString(value));
        }
    }
}
