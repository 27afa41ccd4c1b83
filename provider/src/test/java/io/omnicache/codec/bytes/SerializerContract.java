/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** What every {@link Serializer} does. To test one, extend this class and give it the serializer and values. */
public abstract class SerializerContract {

    /** The serializer under test; may be called several times. */
    protected abstract Serializer serializer();

    /** Values that the serializer takes, with an {@code equals} that looks at what they hold. */
    protected abstract List<Object> values();

    /** A value of a class of the user's own that names its class, or null if the serializer takes no such values. */
    protected abstract Object ofOwnClass();

    /** What bytes may name: everything, or nothing but the JDK's. */
    private record Types(boolean open) implements Serializer.Types {
        @Override
        public ClassLoader loader() {
            return SerializerContract.class.getClassLoader();
        }

        @Override
        public void require(Class<?> type) {
            if (!open && type.getClassLoader() != null) {
                throw new CacheException("not permitted: " + type.getName());
            }
        }

        @Override
        public Class<?> find(String name) throws ClassNotFoundException {
            Class<?> type = Class.forName(name, false, loader());
            if (!open && type.getClassLoader() != null) {
                throw new ClassNotFoundException("not permitted: " + name);
            }
            return type;
        }
    }

    private final Serializer.Types open = new Types(true);

    @Test
    final void nameIsShortAsciiAndStaysTheSame() {
        String name = serializer().name();
        assertThat(name).matches("[!-~]{1,64}");
        assertThat(serializer().name()).isEqualTo(name);
    }

    @Test
    final void valueAndClassComeBack() throws Exception {
        Serializer.Form form = serializer().open(open);
        for (Object value : values()) {
            byte[] bytes = form.write(value);
            assertThat(form.read(bytes, 0, bytes.length)).isEqualTo(value).hasSameClassAs(value);
        }
    }

    @Test
    final void anotherFormReadsThem() throws Exception {
        for (Object value : values()) {
            byte[] bytes = serializer().open(open).write(value);
            assertThat(serializer().open(open).read(bytes, 0, bytes.length)).isEqualTo(value);
        }
    }

    @Test
    final void onlyTheGivenBytesAreRead() throws Exception {
        Serializer.Form form = serializer().open(open);
        for (Object value : values()) {
            byte[] bytes = form.write(value);
            byte[] inside = new byte[bytes.length + 20];
            java.util.Arrays.fill(inside, (byte) '7');
            System.arraycopy(bytes, 0, inside, 7, bytes.length);
            assertThat(form.read(inside, 7, 7 + bytes.length)).isEqualTo(value);
        }
    }

    @Test
    final void bytesOfWritesStayAsTheyAre() throws Exception {
        Serializer.Form form = serializer().open(open);
        List<byte[]> written = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        for (Object value : values()) {
            byte[] bytes = form.write(value);
            written.add(bytes);
            copies.add(bytes.clone());
        }
        for (int i = 0; i < written.size(); i++) {
            assertThat(written.get(i)).isEqualTo(copies.get(i));
        }
    }

    @Test
    final void aClassThatIsNotPermittedIsNeitherWrittenNorRead() throws Exception {
        Object own = ofOwnClass();
        if (own != null) {
            Serializer.Form strict = serializer().open(new Types(false));
            byte[] bytes = serializer().open(open).write(own);
            assertThatThrownBy(() -> strict.write(own)).isInstanceOf(CacheException.class);
            assertThatThrownBy(() -> strict.read(bytes, 0, bytes.length)).isInstanceOf(Exception.class);
        }
    }

    @Test
    final void manyThreadsMayUseOneForm() throws Exception {
        Serializer.Form form = serializer().open(open);
        Callable<Boolean> work = () -> {
            for (int i = 0; i < 100; i++) {
                for (Object value : values()) {
                    byte[] bytes = form.write(value);
                    assertThat(form.read(bytes, 0, bytes.length)).isEqualTo(value);
                }
            }
            return true;
        };
        ManyThreads.run(work);
    }
}
