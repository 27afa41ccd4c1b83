/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Copier;
import io.omnicache.LogCapture;
import io.omnicache.codec.ByValue;
import io.omnicache.codec.Copiers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values that are kept as copies are measured as what they are copies of, and not all alike. */
class SizeOfCopiesTest {
    private static final Layout USUAL = Layout.of(new VmOptions(true, true, false, false, 8, true));
    private static final long SEED = 5;

    private final Sizes sizes = new Sizes("users", USUAL);

    static final class Small implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int[] numbers = {1};
    }

    static final class Part implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int[] numbers = {1, 2, 3, 4};
        private final List<Object> parts = new ArrayList<>(List.of("a", new int[1]));
    }

    /** A list of which the elements cannot be had. */
    static class Failing extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;

        Failing() {
            super(List.of("a"));
        }

        @Override
        public Object get(int index) {
            throw new IllegalStateException("not to be had");
        }
    }

    static final class OtherFailing extends Failing {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void copiesOfOneClassDoNotShareTheMeanOfAnother() {
        ClassLoader loader = getClass().getClassLoader();
        ByValue form = new ByValue("c", Copiers.named("fields", loader), loader);
        long small = 16 + 16 + 24;
        assertThat(sizes.of(form.store(new Small()))).isEqualTo(small);
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            List<Object> large = new ArrayList<>();
            for (int n = random.nextInt(500); n >= 0; n--) {
                large.add(new Part());
            }
            sizes.of(form.store(large));
            assertThat(sizes.of(form.store(new Small()))).as("seed %d", SEED).isEqualTo(small);
        }
    }

    @Test
    void copiesAreMeasuredAndWarnedOfByTheirOwnClass() {
        ByValue form = new ByValue("c", new Itself(), getClass().getClassLoader());
        try (LogCapture log = new LogCapture("io.omnicache.size")) {
            for (int i = 0; i < 2; i++) {
                sizes.of(form.store(new Failing()));
                sizes.of(form.store(new OtherFailing()));
            }
            assertThat(log.messages())
                    .allMatch(message -> message.startsWith("WARNING value could not be measured"))
                    .extracting(message -> message.substring(message.indexOf("class=")))
                    .containsExactly("class=" + Failing.class.getName(), "class=" + OtherFailing.class.getName());
        }
    }

    /** Takes everything for immutable. */
    static final class Itself implements Copier {
        @Override
        public String name() {
            return "itself";
        }

        @Override
        public <T> T copy(T value, ClassLoader loader) {
            return value;
        }
    }
}
