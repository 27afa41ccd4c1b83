/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Copier;
import io.omnicache.OfferedServices;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopiersTest {
    @TempDir
    Path folder;

    @Test
    void serializationIsBuiltIn() {
        assertThat(Copiers.named("serialization", getClass().getClassLoader())).isSameAs(Copiers.serialization());
    }

    @Test
    void eachCacheGetsACopierByFieldsOfItsOwnSinceThatKnowsClasses() {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(Copiers.named("fields", loader))
                .isInstanceOf(FieldCopier.class)
                .isNotSameAs(Copiers.named("fields", loader));
        assertThat(Copiers.names(loader)).containsExactly("fields", "serialization");
    }

    @Test
    void servicesAreFoundByTheirNameWithTheGivenLoader() throws IOException {
        try (URLClassLoader loader = withServices(First.class)) {
            assertThat(Copiers.named("first", loader)).isInstanceOf(First.class);
        }
    }

    @Test
    void unknownNameListsWhatIsKnownAndGuesses() throws IOException {
        try (URLClassLoader loader = withServices(First.class)) {
            assertThatThrownBy(() -> Copiers.named("Serialisation", loader))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("option 'copier': was 'Serialisation', allowed is one of fields, first, serialization"
                            + ". Did you mean 'serialization'?");
            assertThatThrownBy(() -> Copiers.named("kryo", loader))
                    .hasMessage("option 'copier': was 'kryo', allowed is one of fields, first, serialization");
        }
    }

    @Test
    void twoServicesOfOneNameAreRefused() throws IOException {
        try (URLClassLoader loader = withServices(First.class, AlsoFirst.class)) {
            assertThatThrownBy(() -> Copiers.named("first", loader))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContainingAll("two copier services are named 'first'", First.class.getName())
                    .hasMessageContaining(AlsoFirst.class.getName());
        }
    }

    @Test
    void serviceThatCannotBeLoadedIsNamed() throws IOException {
        try (URLClassLoader loader = OfferedServices.loader(folder, Copier.class, "com.acme.Missing")) {
            assertThatThrownBy(() -> Copiers.named("first", loader))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("com.acme.Missing");
        }
    }

    private URLClassLoader withServices(Class<?>... types) throws IOException {
        return OfferedServices.loader(folder, Copier.class, types);
    }

    /** A service. */
    public static class First implements Copier {
        @Override
        public String name() {
            return "first";
        }

        @Override
        public <T> T copy(T value, ClassLoader loader) {
            return value;
        }
    }

    /** A service whose name is taken. */
    public static final class AlsoFirst extends First {}
}
