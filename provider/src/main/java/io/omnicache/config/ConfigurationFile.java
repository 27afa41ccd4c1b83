/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration file that was found, but not read yet.
 *
 * @param name as messages show it
 */
record ConfigurationFile(String name, Content content) {
    static final String YAML = "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml";

    private static final int NETWORK_MILLIS = 10_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Opens what is in a file. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    static ConfigurationFile at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return new ConfigurationFile(absolute.toString(), () -> Files.newInputStream(absolute));
    }

    static ConfigurationFile at(URL url) {
        return new ConfigurationFile(Addresses.shown(url), () -> {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // a jar that stays open could not be replaced
            connection.setConnectTimeout(NETWORK_MILLIS);
            connection.setReadTimeout(NETWORK_MILLIS);
            return connection.getInputStream();
        });
    }

    /**
     * Returns what the file says.
     *
     * @throws ConfigurationException if it cannot be read, is not one YAML document in UTF-8, or Jackson is missing
     */
    Setting read() {
        String text = text();
        try {
            return YamlFile.read(name, text);
        } catch (NoClassDefFoundError | IllegalAccessError e) { // the latter: a module that does not read Jackson
            throw new ConfigurationException(
                    name + ": reading a configuration file takes Jackson's YAML module, which the application does not"
                            + " have; add the dependency " + YAML + " (2.x; on the module path also the module"
                            + " com.fasterxml.jackson.dataformat.yaml), or remove the file",
                    e);
        }
    }

    private String text() {
        try (InputStream in = content.open()) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(name + ": is not text in UTF-8", e);
        } catch (IOException | IllegalArgumentException e) { // the latter: a port that there cannot be
            String why = Addresses.shown(e); // over a network, it has the whole address
            throw new ConfigurationException(
                    name + ": this configuration file was named and cannot be read: " + why,
                    why.equals(e.toString()) ? e : new IOException(why));
        }
    }

    /** Returns the address without the part that only tells managers apart. */
    static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }
}
