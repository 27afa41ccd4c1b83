/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Class loaders that find services, as an application's jar offers them. */
public final class OfferedServices {
    private OfferedServices() {}

    /** Returns a class loader that sees the given services beside what the tests see. Several services in one folder are seen by each of its loaders. */
    public static URLClassLoader loader(Path folder, Class<?> service, Class<?>... offered) throws IOException {
        return loader(folder, service, Stream.of(offered).map(Class::getName).toArray(String[]::new));
    }

    /** As {@link #loader(Path, Class, Class...)}, with names that may be of no class. */
    public static URLClassLoader loader(Path folder, Class<?> service, String... offered) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(service.getName()), String.join("\n", offered));
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, OfferedServices.class.getClassLoader());
    }
}
