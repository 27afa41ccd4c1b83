/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.omnicache.LogCapture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of files with passwords and tokens: no message, no cause and no line of the log shows them. */
class SecretAddressesTest {
    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = "caches: { remote: {} }".getBytes(StandardCharsets.UTF_8);
        server.createContext("/there.yaml", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/broken.yaml", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI uri(String file) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + file + "?token=secret");
    }

    private static String everythingIn(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none.yaml", "/broken.yaml"})
    void anAnswerOfAServerIsToldWithoutTheQuery(String file) {
        assertThatThrownBy(() -> new Reading(folder)
                        .manager("omnicache.config.http", "true")
                        .load(uri(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + "?...: this configuration file was named and cannot be read: ")
                .satisfies(failure -> assertThat(everythingIn(failure)).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@localhost:99999/x.yaml?token=secret",
                "jar:http://user:secret@127.0.0.1:1/a.jar!/b.yaml",
                "jar:http://user:secret@h/a.jar?token=secret",
                "file://user:secret@host/x.yaml",
                "classpath:none.yaml?token=secret",
                "http://user:p@secret@127.0.0.1:1/x.yaml",
                "http://127.0.0.1:1/x.yaml?password=a!secret",
                "http://user:pa/secret@host/x.yaml",
                "file:omnicache.yaml?token=secret"
            })
    void anAddressThatCannotBeReadIsToldWithoutSecrets(String uri) {
        assertThatThrownBy(() -> new Reading(folder)
                        .manager("omnicache.config.http", "true")
                        .load(URI.create(uri)))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(failure -> assertThat(everythingIn(failure)).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret%ss@host/x.yaml",
                "ftp://user:secret@host/x.yaml",
                "s3://bucket/x.yaml?signature=secret"
            })
    void anAddressThatIsNoneIsNotShown(String given) {
        assertThatThrownBy(() ->
                        new Reading(folder).manager("omnicache.config", given).load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "property omnicache.config: does not name a file, allowed is a path or a URI (file:, classpath:,"
                                + " jar:, http:, https:)")
                .hasNoCause();
    }

    @Test
    void theLogNamesTheFileAndTheManagerWithoutTheQuery() {
        try (LogCapture log = new LogCapture("io.omnicache.config")) {
            new Reading(folder).manager("omnicache.config.http", "true").load(uri("/there.yaml"));
            assertThat(log.messages())
                    .anyMatch(message -> message.contains("/there.yaml?... manager=http://127.0.0.1"))
                    .noneMatch(message -> message.contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:p@h:1/a/b.yaml?c=d#e, http://...@h:1/a/b.yaml?...#e",
        "jar:http://u@h/a.jar?q!/b, jar:http://...@h/a.jar?...!/b",
        "file:/home/me@work/x.yaml, file:/home/me@work/x.yaml",
        "http://u:p@p@h/x.yaml, http://...@h/x.yaml",
        "http://h/x.yaml?a=b!c, http://h/x.yaml?...",
        "Server returned 500 for URL: http://h/x?t=s and so on, Server returned 500 for URL: http://h/x?... and so on"
    })
    void whatIsNotSecretStays(String address, String shown) {
        assertThat(Addresses.shown(address)).isEqualTo(shown);
    }
}
