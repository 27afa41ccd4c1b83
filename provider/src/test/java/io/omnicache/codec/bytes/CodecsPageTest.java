/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.omnicache.DocsPage;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on codecs says what holds. */
class CodecsPageTest {
    private static DocsPage page() throws IOException {
        return DocsPage.of("docs/codecs.md");
    }

    @Test
    void everySerializerAndCompressorIsOnThePage() throws IOException {
        String page = page().text();
        assertThat(CodecServices.serializerNames(TestCodecs.LOADER)).allMatch(name -> page.contains("`" + name + "`"));
        assertThat(CodecServices.compressorNames(TestCodecs.LOADER)).allMatch(name -> page.contains("`" + name + "`"));
        for (Library library : Library.values()) {
            assertThat(library.isPresent()).as("%s in the tests", library).isTrue();
        }
    }

    @Test
    void theJavaOnThePageIsThatOfTheTests() throws IOException {
        String source = DocsPage.sourceOf(CodecServicesTest.class);
        assertThat(page().blocks("java"))
                .hasSize(1)
                .allSatisfy(snippet -> assertThat(source).contains(snippet));
    }

    @Test
    void theMessageOnThePageIsTheMessage() throws IOException {
        String name = UntrustedBytesTest.Order.class.getName();
        EntryCodec strict = TestCodecs.any(CodecOptions.DEFAULT);
        Throwable thrown = catchThrowable(() -> strict.encodeValue(new byte[0], new UntrustedBytesTest.Order(null)));

        assertThat(page().blocks("text").get(0).strip())
                .isEqualTo(thrown.getMessage().replace(name, "com.acme.Order"));
    }

    @Test
    @SuppressWarnings("unchecked") // the class of a configuration is raw
    void theYamlOnThePageIsRead(@TempDir Path folder) throws IOException {
        String yaml = page().blocks("yaml")
                .get(0)
                .replace("com.acme.User", "java.lang.String")
                .replace("/var/cache/acme", folder.resolve("store").toString());
        Path file = Files.writeString(folder.resolve("omnicache.yaml"), yaml);
        try (CacheManager manager =
                Caching.getCachingProvider("io.omnicache.OmniCachingProvider").getCacheManager(file.toUri(), null)) {
            assertThat(manager.getCache("users", Long.class, String.class)
                            .getConfiguration(OmniConfiguration.class)
                            .codec())
                    .isEqualTo(CodecOptions.DEFAULT.withCompressor("zstd").withAllow("com.acme.*"));
        }
    }
}
