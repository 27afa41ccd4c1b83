/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration file of a manager: the one that its URI names, else the one that the property names, else the
 * default one on the class path, else the default one in the working directory.
 *
 * @param loader the manager's class loader
 * @param properties the manager's properties
 */
record FileLookup(ClassLoader loader, Properties properties, Surroundings surroundings) {
    static final String DEFAULT = "omnicache.yaml";

    /**
     * Returns the file; none if no file is named and there is no default one.
     *
     * @param uri the manager's; of a scheme that names no file, it is only an identity
     * @throws ConfigurationException if a file is named that does not exist or must not be used
     */
    Optional<ConfigurationFile> find(URI uri) {
        Optional<ConfigurationFile> named = named(uri);
        if (named.isPresent()) {
            return named;
        }
        String property = control(PropertyNames.FILE);
        if (property != null) {
            return Optional.of(byProperty(property));
        }
        URL resource = loader.getResource(DEFAULT);
        if (resource != null) {
            return Optional.of(ConfigurationFile.at(resource));
        }
        Path file = surroundings.workingDirectory().resolve(DEFAULT);
        return Files.exists(file) ? Optional.of(ConfigurationFile.at(file)) : Optional.empty();
    }

    private Optional<ConfigurationFile> named(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        URI file = ConfigurationFile.withoutFragment(uri);
        return switch (scheme) {
            case "file" -> Optional.of(existing(Addresses.shown(uri), path(file)));
            case "classpath" -> Optional.of(onClassPath(file));
            case "jar", "http", "https" -> Optional.of(ConfigurationFile.at(url(file)));
            default -> Optional.empty();
        };
    }

    private ConfigurationFile byProperty(String given) {
        try {
            Optional<ConfigurationFile> named = named(new URI(given));
            if (named.isPresent()) {
                return named.get();
            }
        } catch (URISyntaxException e) {
            // no URI: the path of a file, with blanks or the separators of Windows
        }
        if (given.contains("://")) { // an address after all; no more of it, since it may hold a password
            throw new ConfigurationException("property " + PropertyNames.FILE
                    + ": does not name a file, allowed is a path or a URI (file:, classpath:, jar:, http:, https:)");
        }
        try {
            return existing(given, surroundings.workingDirectory().resolve(given));
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "property " + PropertyNames.FILE + ": was '" + given + "', allowed is a path or a URI", e);
        }
    }

    private static ConfigurationFile existing(String given, Path path) {
        ConfigurationFile file = ConfigurationFile.at(path);
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(
                    file.name() + ": there is no such configuration file; it is named by " + given);
        }
        return file;
    }

    private Path path(URI uri) {
        if (uri.isOpaque() && uri.getRawSchemeSpecificPart().contains("?")) {
            throw notOfThisMachine(uri, null);
        }
        try {
            return uri.isOpaque() ? surroundings.workingDirectory().resolve(uri.getSchemeSpecificPart()) : Path.of(uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw notOfThisMachine(uri, withoutAddress(e));
        }
    }

    private static ConfigurationException notOfThisMachine(URI uri, @Nullable Exception cause) {
        return new ConfigurationException(
                Addresses.shown(uri)
                        + ": does not name a file of this machine, allowed is file:/absolute/path or file:relative/path",
                cause);
    }

    private ConfigurationFile onClassPath(URI uri) {
        String resource = uri.getSchemeSpecificPart().replaceFirst("^/+", "");
        URL found = resource.isEmpty() ? null : loader.getResource(resource);
        if (found == null) {
            throw new ConfigurationException(Addresses.shown(uri)
                    + ": there is no such configuration file on the class path of the manager's class loader");
        }
        return ConfigurationFile.at(found);
    }

    private URL url(URI uri) {
        if (overNetwork(uri) && !Boolean.parseBoolean(control(PropertyNames.HTTP))) {
            throw new ConfigurationException("a configuration file over the network (" + schemes(uri)
                    + ") is refused, since whoever answers there chooses classes to load; the property "
                    + PropertyNames.HTTP + "=true allows it");
        }
        try {
            return uri.toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            boolean far = overNetwork(uri); // then it may be a password with an odd character that makes it none
            throw new ConfigurationException(
                    (far ? schemes(uri) : Addresses.shown(uri))
                            + ": does not name a file, allowed is jar:file:/path/of.jar!/path/in/it.yaml",
                    far ? null : withoutAddress(e));
        }
    }

    /** Its message has the whole address. */
    private static Exception withoutAddress(Exception e) {
        String shown = Addresses.shown(e);
        return shown.equals(e.toString()) ? e : new IllegalArgumentException(shown);
    }

    /** Only jars on this machine are near; {@code nested} is a jar in a jar, as Spring Boot packs applications. */
    private static boolean overNetwork(URI uri) {
        String schemes = schemes(uri).toLowerCase(Locale.ROOT);
        return !Set.of("jar:", "jar:file:", "jar:nested:").contains(schemes)
                || uri.toString().matches("(?i)jar:file://(?!localhost/)[^/].*"); // a file of a host is fetched by FTP
    }

    /** Returns the scheme, of a jar's entry with that of the jar, if it has one; no more of the URI, which may hold a password. */
    private static String schemes(URI uri) {
        String scheme = uri.getScheme() + ":";
        Matcher inner = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:").matcher(uri.getSchemeSpecificPart());
        return scheme.equalsIgnoreCase("jar:") && inner.lookingAt() ? scheme + inner.group() : scheme;
    }

    private @Nullable String control(String property) {
        String system = surroundings.systemProperties().getProperty(property);
        return system == null ? properties.getProperty(property) : system;
    }
}
