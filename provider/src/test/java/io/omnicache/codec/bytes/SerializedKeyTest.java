/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.codec.CompiledClasses;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that Java serialization writes. */
class SerializedKeyTest {
    private final EntryCodec codec = TestCodecs.allowing();

    /** Equal by its parts, as IDEs write it; the hash code is remembered in a field that is written. */
    static final class Composite implements Serializable {
        private final Object first;
        private final Object second;
        private int hash;

        Composite(Object first, Object second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Composite that
                    && Objects.deepEquals(first, that.first)
                    && Objects.deepEquals(second, that.second);
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = Arrays.deepHashCode(new Object[] {first, second});
            }
            return hash;
        }
    }

    private void assertSame(Object key, Object equal) throws UnreadableException {
        assertThat(equal).isEqualTo(key);
        assertThat(codec.encodeKey(equal)).isEqualTo(codec.encodeKey(key));
        assertThat(TestCodecs.keyAgain(codec, key)).isEqualTo(key).hasSameClassAs(key);
    }

    @Test
    void partsThatAreOneObjectAndPartsThatAreTwoGiveTheSameBytes() throws UnreadableException {
        String text = "text";
        int[] array = {1, 2};
        Composite part = new Composite(1, 2);
        assertSame(new Composite(text, text), new Composite(new String(text), text));
        assertSame(new Composite(array, array), new Composite(array.clone(), array));
        assertSame(new Composite(part, part), new Composite(new Composite(1, 2), part));
        assertSame(new Composite(1000, 1000), new Composite(Integer.valueOf(1000), Integer.valueOf("1000")));
    }

    @Test
    void orderAndCapacityOfHashTablesDoNotShow() throws UnreadableException {
        Set<Integer> grown = new HashSet<>(1024);
        grown.addAll(List.of(2048, 1024, 0));
        Set<Integer> small = new HashSet<>(List.of(0, 1024, 2048));
        assertSame(new Composite(grown, 1), new Composite(small, 1));
        assertSame(new Composite(Set.of(1, 2, 3), 1), new Composite(new TreeSet<>(Set.of(1, 2, 3)), 1));
        assertSame(new Composite(Map.of("a", 1, "b", 2), 1), new Composite(new TreeMap<>(Map.of("a", 1, "b", 2)), 1));
        assertSame(
                new Composite(Set.of(Set.of(1, 2), Set.of(3)), 1), new Composite(Set.of(Set.of(3), Set.of(2, 1)), 1));
    }

    @Test
    void theClassOfAListDoesNotShow() throws UnreadableException {
        List<Integer> list = new ArrayList<>(100);
        list.addAll(List.of(1, 2));
        assertSame(new Composite(list, list), new Composite(List.of(1, 2), new LinkedList<>(List.of(1, 2))));
    }

    @Test
    void aHashCodeThatIsRememberedDoesNotShow() throws UnreadableException {
        Composite asked = new Composite(1, 2);
        assertThat(asked.hashCode()).isNotZero();
        assertSame(new Composite(1, 2), asked);
    }

    @Test
    void keysThatDifferHaveOtherBytes() {
        assertThat(codec.encodeKey(new Composite(1, 2))).isNotEqualTo(codec.encodeKey(new Composite(2, 1)));
        assertThat(codec.encodeKey(new Composite(1, 2L))).isNotEqualTo(codec.encodeKey(new Composite(1, 2)));
    }

    static class ByIdentity implements Serializable {}

    /** Comes back as something else each time. */
    static final class Restless implements Serializable {
        private static int counter;
        private final int id = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Restless that && that.id == id;
        }

        @Override
        public int hashCode() {
            return id;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(counter++);
        }
    }

    static final class Failing implements Serializable {
        private final Object notSerializable = new Object();

        @Override
        public String toString() {
            return "secret" + notSerializable;
        }
    }

    /** Its field takes only this list, so the canonical form cannot be read back. */
    static final class Linked implements Serializable {
        private final LinkedList<Integer> list = new LinkedList<>(List.of(1));

        @Override
        public boolean equals(Object other) {
            return other instanceof Linked that && that.list.equals(list);
        }

        @Override
        public int hashCode() {
            return list.hashCode();
        }
    }

    @Test
    void aKeyThatDoesNotComeBackAsItWasIsRefused() {
        for (Object key : List.of(new ByIdentity(), new Restless(), new Linked())) {
            assertThatThrownBy(() -> codec.encodeKey(key))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(
                            "offer an io.omnicache.KeyCodec<" + key.getClass().getName() + ">")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aClassThatHasChangedIsUnreadable(@TempDir Path before, @TempDir Path after) throws Exception {
        String source = "public class Key implements java.io.Serializable { %s; public boolean equals(Object o) {"
                + " return o instanceof Key; } public int hashCode() { return 1; } }";
        byte[] encoded;
        try (URLClassLoader loader = CompiledClasses.compile(before, "Key", source.formatted("int a"))) {
            encoded = codec(loader).encodeKey(CompiledClasses.newInstance(loader, "Key", new Class<?>[0]));
            assertThat(codec(loader).decodeKey(encoded)).isInstanceOf(loader.loadClass("Key"));
        }
        try (URLClassLoader loader = CompiledClasses.compile(after, "Key", source.formatted("int a, b"))) {
            assertThatThrownBy(() -> codec(loader).decodeKey(encoded)).isInstanceOf(UnreadableException.class);
        }
    }

    private static EntryCodec codec(ClassLoader loader) {
        return EntryCodecs.of(
                "users", Object.class, Object.class, io.omnicache.config.CodecOptions.DEFAULT.withAllow("Key"), loader);
    }
}
