/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Values that cannot be copied by serialization: what is thrown and what it says. */
class ByValueFailureTest {
    private static final String ADVICE =
            "Make it Serializable, name a copier for the cache, or store by reference (setStoreByValue(false))";

    private final ByValue form = form(getClass().getClassLoader());

    /** How the values are copied; overridden to show that it makes no difference. */
    String copier() {
        return "serialization";
    }

    private ByValue form(ClassLoader loader) {
        return new ByValue("c", Copiers.named(copier(), loader), loader);
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Object value) {
        assertThatThrownBy(() -> form.storeKey(value)).isInstanceOf(CacheException.class);
        return assertThatThrownBy(() -> form.store(value)).isInstanceOf(CacheException.class);
    }

    private static String name(Class<?> type) {
        return type.getName();
    }

    private static String named(Class<?> type) {
        return "Cache 'c': " + type.getName();
    }

    @Test
    void nonSerializableValueIsNamedWithAdvice() {
        assertRefused(new Plain())
                .hasMessage(named(Plain.class) + " cannot be stored by value: it is not Serializable. " + ADVICE)
                .hasCauseInstanceOf(NotSerializableException.class);
    }

    @Test
    void nonSerializablePartIsNamed() {
        assertRefused(new ArrayList<>(List.of("secret", new Plain())))
                .hasMessage("Cache 'c': java.util.ArrayList cannot be stored by value: " + name(Plain.class)
                        + ", which it refers to, is not Serializable. " + ADVICE);
    }

    @Test
    void recordWithAMutablePartThatIsNotSerializableIsNamed() {
        assertRefused(new Shell(new Plain())).hasMessageContaining(name(Shell.class) + " cannot be stored by value");
        assertThat(form.store(new Shell("text"))).isEqualTo(new Shell("text"));
    }

    @Test
    void messageThatUserCodeGaveIsNotRepeated() {
        assertRefused(new Failing(new NotSerializableException("the secret is 42")))
                .hasMessage(named(Failing.class)
                        + " cannot be stored by value: an object it refers to is not Serializable. " + ADVICE);
        assertRefused(new Failing(new NotSerializableException())).hasMessageContaining("an object it refers to");
        assertRefused(new Failing(new IOException("the secret is 42")))
                .hasMessage(named(Failing.class)
                        + " cannot be stored by value: serialization failed with java.io.IOException");
    }

    @Test
    void exceptionsOfHooksAreTheCause() {
        IllegalStateException cause = new IllegalStateException("the secret is 42");
        assertRefused(new Failing(cause))
                .hasMessageEndingWith("serialization failed with java.lang.IllegalStateException")
                .hasCause(cause);
        CacheException ours = new CacheException("as it is");
        assertThatThrownBy(() -> form.store(new Failing(ours))).isSameAs(ours);
    }

    @Test
    void errorsOfHooksPass() {
        assertThatThrownBy(() -> form.store(new Failing(new AssertionError("bad"))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void valueThatCannotBeReadBackIsNamed() {
        Object stored = form.store(new Unreadable(new IllegalStateException("x")));
        assertThatThrownBy(() -> form.read(stored))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'c': stored " + name(Unreadable.class)
                        + " cannot be read: deserialization failed with" + " java.lang.IllegalStateException");
        Object other = form.store(new Unreadable(new CacheException("as it is")));
        assertThatThrownBy(() -> form.read(other)).hasMessage("as it is");
    }

    @Test
    void messageThatAHookGaveWhileReadingIsNotRepeated() {
        String unreadable = "Cache 'c': stored " + name(Untold.class) + " cannot be read: ";
        Throwable[] withoutAClassName = {
            new ClassNotFoundException("the secret is 42"),
            new ClassNotFoundException(),
            new NoClassDefFoundError("Could not initialize class Secret"),
            new NoClassDefFoundError(),
            new ExceptionInInitializerError(new IllegalStateException("the secret is 42")),
            new LinkageError("secret")
        };
        for (Throwable failure : withoutAClassName) {
            Object stored = form.store(new Untold(failure));
            assertThatThrownBy(() -> form.read(stored))
                    .isInstanceOf(CacheException.class)
                    .hasMessage(unreadable + "deserialization failed with " + name(failure.getClass()));
        }
        for (Throwable failure :
                List.of(new ClassNotFoundException("com.acme.Gone"), new NoClassDefFoundError("com/acme/Gone"))) {
            Object stored = form.store(new Untold(failure));
            assertThatThrownBy(() -> form.read(stored))
                    .isInstanceOf(CacheException.class)
                    .hasMessageStartingWith(
                            unreadable + "class " + failure.getMessage() + " is not available from the");
        }
    }

    @Test
    void valueThatResolvesToNullIsRefused() {
        Object stored = form.store(new Vanishing());
        assertThatThrownBy(() -> form.read(stored))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'c': stored " + name(Vanishing.class)
                        + " cannot be read: its readResolve returned null");
    }

    @Test
    void valueNestedTooDeeplyIsRefusedAndTheFormWorksOn() {
        Link link = null;
        for (int i = 0; i < 200_000; i++) {
            link = new Link(link, new int[0]);
        }
        assertRefused(link)
                .hasMessage(named(Link.class) + " cannot be stored by value: nested too deeply for Java serialization");
        assertThat(form.read(form.store(new ArrayList<>(List.of(1))))).isEqualTo(List.of(1));
    }

    /** Not serializable. */
    static final class Plain {
        @Override
        public String toString() {
            return "secret";
        }
    }

    record Shell(Object content) {}

    @SuppressWarnings("ArrayRecordComponent") // anything that can change
    record Link(Link next, int[] mutable) implements Serializable {}

    /** Fails while it is written. */
    static final class Failing implements Serializable {
        private final transient Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            if (failure instanceof IOException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            throw (Error) failure;
        }
    }

    /** Fails while it is read. */
    static final class Unreadable implements Serializable {
        private final RuntimeException failure;

        Unreadable(RuntimeException failure) {
            this.failure = failure;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            throw failure;
        }
    }

    /** Fails while it is read, with anything. */
    static final class Untold implements Serializable {
        private final Throwable failure;

        Untold(Throwable failure) {
            this.failure = failure;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (failure instanceof ClassNotFoundException e) {
                throw e;
            }
            throw (Error) failure;
        }
    }

    /** Is read as null. */
    static final class Vanishing implements Serializable {
        private Object readResolve() {
            return null;
        }
    }
}
