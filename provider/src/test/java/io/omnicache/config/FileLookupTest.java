/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLookupTest {
    @TempDir
    Path folder;

    @Test
    void theDefaultFileIsFoundOnTheClassPathBeforeTheWorkingDirectory() throws IOException {
        Reading reading = new Reading(folder).file(cache("inDirectory"));
        assertThat(reading.load().cacheNames()).containsExactly("inDirectory");

        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(classes.resolve("omnicache.yaml"), cache("onClassPath"));
        reading.loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, reading.loader);
        assertThat(reading.load().cacheNames()).containsExactly("onClassPath");
    }

    @Test
    void aMissingDefaultFileIsNoError() {
        assertThat(new Reading(folder).load().cacheNames()).isEmpty();
    }

    @Test
    void aUriNamesAFileAndItsFragmentAnotherManagerOnTheSameFile() throws IOException {
        Path file = named("my caches.yaml", "a");
        Reading reading = new Reading(folder);

        assertThat(reading.load(file.toUri()).cacheNames()).containsExactly("a");
        assertThat(reading.load(URI.create(file.toUri() + "#second")).cacheNames())
                .containsExactly("a");
        assertThat(reading.load(URI.create("file:my%20caches.yaml#third")).cacheNames())
                .containsExactly("a");
    }

    @Test
    void aUriNamesAResourceOnTheClassPath() throws IOException {
        named("conf/x.yaml", "a");
        Reading reading = new Reading(folder);
        reading.loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, reading.loader);

        assertThat(reading.load(URI.create("classpath:conf/x.yaml")).cacheNames())
                .containsExactly("a");
        assertThat(reading.load(URI.create("classpath:/conf/x.yaml#2")).cacheNames())
                .containsExactly("a");
        assertThatThrownBy(() -> reading.load(URI.create("classpath:conf/y.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("classpath:conf/y.yaml: there is no such configuration file on the class path of the"
                        + " manager's class loader");
    }

    @Test
    void aUriNamesAFileInAJarWhichStaysFree() throws IOException {
        Path jar = folder.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("conf/x.yaml"));
            out.write(cache("inJar").getBytes(StandardCharsets.UTF_8));
        }
        URI uri = URI.create("jar:" + jar.toUri() + "!/conf/x.yaml");

        assertThat(new Reading(folder).load(uri).cacheNames()).containsExactly("inJar");
        assertThat(new Reading(folder).load(URI.create(uri + "#2")).cacheNames())
                .containsExactly("inJar");
        assertThatThrownBy(() -> new Reading(folder).load(URI.create("jar:" + jar.toUri() + "!/none.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("jar:" + jar.toUri() + "!/none.yaml: this configuration file was named and"
                        + " cannot be read: ");
        Files.delete(jar);
    }

    @Test
    void aPropertyNamesAFileAndTheManagersUriGoesBeforeIt() throws IOException {
        named("a.yaml", "a");
        named("b.yaml", "b");
        named("c.yaml", "c");
        Reading reading = new Reading(folder).file(cache("default")).manager("omnicache.config", "a.yaml");
        assertThat(reading.load().cacheNames()).containsExactly("a");

        reading.system("omnicache.config", folder.resolve("b.yaml").toUri().toString());
        assertThat(reading.load().cacheNames()).containsExactly("b");
        assertThat(reading.load(URI.create("file:c.yaml")).cacheNames()).containsExactly("c");
    }

    @Test
    void aNamedFileThatIsMissingIsAnError() {
        Path missing = folder.resolve("none.yaml").toAbsolutePath();
        assertThatThrownBy(() -> new Reading(folder).load(missing.toUri()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": there is no such configuration file; it is named by " + missing.toUri());
        assertThatThrownBy(() -> new Reading(folder)
                        .manager("omnicache.config", "none.yaml")
                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": there is no such configuration file; it is named by none.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@example.com/x.yaml, http:",
        "https://example.com/x.yaml, https:",
        "jar:http://user:secret@h/a.jar!/b, jar:http:",
        "jar:file://host/a.jar!/b, jar:file:"
    })
    void theNetworkIsRefused(String uri, String schemes) {
        assertThatThrownBy(() -> new Reading(folder).load(URI.create(uri)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("a configuration file over the network (" + schemes
                        + ") is refused, since whoever answers there chooses"
                        + " classes to load; the property omnicache.config.http=true allows it");
    }

    /** Its reading takes Spring Boot's handler of {@code nested}: without that, it is an unknown place, not a far one. */
    @Test
    void aJarInAJarIsNotRefusedAsTheNetwork() {
        URI uri = URI.create("jar:nested:/opt/app.jar/!BOOT-INF/classes/!/omnicache.yaml");
        assertThatThrownBy(() -> new Reading(folder).load(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(uri + ": does not name a file")
                .hasCauseInstanceOf(java.net.MalformedURLException.class);
    }

    @Test
    void theNetworkIsReadIfAllowed() throws IOException {
        var server = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = cache("remote").getBytes(StandardCharsets.UTF_8);
        server.createContext("/x.yaml", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x.yaml?token=secret");
            assertThat(new Reading(folder)
                            .manager("omnicache.config.http", "true")
                            .load(uri)
                            .cacheNames())
                    .containsExactly("remote");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "omnicache:default",
                "relative/path",
                "",
                "#fragment",
                "javax.cache.MyCache",
                "urn:x:y",
                "mailto:a@b",
                "ehcache.xml",
                "//host/x",
                "?query",
                "x:%20"
            })
    void aUriThatNamesNoFileIsOnlyAnIdentity(String uri) {
        assertThat(new Reading(folder)
                        .file(cache("default"))
                        .load(URI.create(uri))
                        .cacheNames())
                .containsExactly("default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file://host/x.yaml|file://host/x.yaml: does not name a file of this machine, allowed is"
                        + " file:/absolute/path or file:relative/path",
                "file:/x.yaml?query|file:/x.yaml?...: does not name a file of this machine, allowed is"
                        + " file:/absolute/path or file:relative/path",
                "file:///|/: there is no such configuration file; it is named by file:///",
                "jar:file:/none|jar:file:/none: does not name a file, allowed is"
                        + " jar:file:/path/of.jar!/path/in/it.yaml",
                "classpath:/|classpath:/: there is no such configuration file on the class path of the manager's class"
                        + " loader",
                "jar:x|jar:x: does not name a file, allowed is jar:file:/path/of.jar!/path/in/it.yaml",
                "file://user:secret@host/x.yaml|file://...@host/x.yaml: does not name a file of this machine, allowed is"
                        + " file:/absolute/path or file:relative/path",
            })
    void aUriThatNamesAFileInAnOddWayIsRefusedAndDoesNotCrash(String uri, String message) {
        assertThatThrownBy(() -> new Reading(folder).load(URI.create(uri)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
        assertThatThrownBy(() ->
                        new Reading(folder).manager("omnicache.config", uri).load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    /** Only a null character cannot stand in a path of any system. */
    @Test
    void aPropertyThatIsNeitherPathNorUriIsRefused() {
        Reading reading = new Reading(folder).file(cache("default")).manager("omnicache.config", "a\0b.yaml");

        assertThatThrownBy(reading::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("property omnicache.config: was 'a\0b.yaml', allowed is a path or a URI");
    }

    @Test
    void aFileIsTextInUtf8() throws IOException {
        Reading reading = new Reading(folder).file("");
        Files.write(reading.file(), new byte[] {'a', (byte) 0xE4, 'b'});
        assertThatThrownBy(reading::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(reading.file() + ": is not text in UTF-8");

        reading.file("\uFEFF" + cache("größe"));
        assertThat(reading.load().cacheNames()).containsExactly("größe");
    }

    @Test
    void anEmptyFileSaysNothing() {
        for (String empty : new String[] {"", "# nothing yet\n", "---\n", "caches:\ntemplates:\n"}) {
            assertThat(Reading.of(folder, empty).cacheNames()).isEmpty();
        }
        assertThat(Reading.of(folder, "caches:\n  users:\n").cacheNames()).containsExactly("users");
    }

    @Test
    void placeholdersAreFilledIn() {
        ManagerSettings settings = new Reading(folder)
                .file("caches: { a: { tiers: [ { heap: { entries: \"${SIZE}\" } } ], statistics: \"${sys.s:true}\" } }")
                .environment(Map.of("SIZE", "10k"))
                .load();

        assertThat(settings.predefined("a").heap()).isEqualTo(new Bound.Entries(10_000));
        assertThat(settings.predefined("a").isStatisticsEnabled()).isTrue();
    }

    private Path named(String name, String cache) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, cache(cache));
    }

    private static String cache(String name) {
        return "caches: { " + name + ": {} }\n";
    }
}
