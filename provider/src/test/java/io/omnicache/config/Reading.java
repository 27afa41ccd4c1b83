/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import javax.cache.configuration.MutableConfiguration;

/** Reads a configuration file in a folder of its own, with the environment that a test gives. */
final class Reading {
    final Path folder;
    final Properties system = new Properties();
    final Properties manager = new Properties();
    Map<String, String> environment = Map.of();
    ClassLoader loader = new URLClassLoader(new URL[0], Reading.class.getClassLoader());

    Reading(Path folder) {
        this.folder = folder;
    }

    /** Returns the settings of a manager whose working directory holds the file. */
    static ManagerSettings of(Path folder, String yaml) {
        return new Reading(folder).file(yaml).load();
    }

    Reading file(String yaml) {
        try {
            Files.writeString(file(), yaml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return folder.resolve("omnicache.yaml").toAbsolutePath();
    }

    Reading environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Reading system(String name, String value) {
        system.setProperty(name, value);
        return this;
    }

    Reading manager(String name, String value) {
        manager.setProperty(name, value);
        return this;
    }

    ManagerSettings load() {
        return load(URI.create("omnicache:default"));
    }

    ManagerSettings load(URI uri) {
        return ManagerSettings.load(uri, loader, manager, new Surroundings(environment, system, folder));
    }

    /** Returns what is in force for a cache that a framework makes without saying anything. */
    static OmniConfiguration<Object, Object> madeByFramework(ManagerSettings settings, String name) {
        return settings.inForce(name, new MutableConfiguration<>());
    }
}
