/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Random;
import javax.cache.CacheException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random graphs, copied by fields and by the JDK's plain serialization: the copies have to be the same. */
final class FieldCopierRandomTest {
    private static final int GRAPHS = 1_000;

    private final ClassLoader loader = getClass().getClassLoader();

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, true"})
    void copyIsWhatSerializationMakes(boolean withHooks, boolean withCycles) {
        long first = Long.getLong("omnicache.test.seed", new Random().nextLong());
        ByValue form = new ByValue("c", Copiers.named("fields", loader), loader);
        int byFields = 0;
        for (long seed = first; seed < first + GRAPHS; seed++) {
            Object graph = new RandomGraphs(seed, withHooks, withCycles).next();
            Object kept = check(graph, form, "seed " + seed + ", hooks " + withHooks + ", cycles " + withCycles);
            byFields += kept instanceof Kept.Copy ? 1 : 0;
        }
        assertThat(byFields).as("copied by fields").isGreaterThan(GRAPHS / 20);
        if (!withHooks && !withCycles) {
            assertThat(byFields).as("copied by fields, seed %d", first).isEqualTo(GRAPHS);
        }
    }

    /* What was kept, or null if neither can copy it. */
    private static Object check(Object graph, ByValue form, String seed) {
        Object before = serialized(graph);
        if (before == null) {
            assertThat(failsAsAWhole(form, graph)).as(seed).isTrue();
            return null;
        }
        Object kept = form.store(graph);
        Object expected = before;
        if (kept instanceof Kept.Copy first) {
            assertThat(GraphComparison.difference(first.value, before)).as(seed).isNull();
            expected = serialized(before); // copied on the way in and on the way out
        }
        Object copy = form.read(kept);
        assertThat(GraphComparison.difference(copy, expected))
                .as("read, %s", seed)
                .isNull();
        assertThat(GraphComparison.difference(form.read(kept), expected))
                .as("read again, %s", seed)
                .isNull();
        Map<Object, Object> originals = GraphComparison.changeable(graph);
        originals.keySet().retainAll(GraphComparison.changeable(copy).keySet());
        assertThat(originals).as(seed).isEmpty();
        return kept;
    }

    private static boolean failsAsAWhole(ByValue form, Object graph) {
        try {
            form.read(form.store(graph));
            return false;
        } catch (CacheException e) {
            return true;
        }
    }

    /* The JDK's own streams, nothing of ours. Null if they fail. */
    private static Object serialized(Object graph) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(graph);
            out.flush();
            return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            return null;
        }
    }
}
