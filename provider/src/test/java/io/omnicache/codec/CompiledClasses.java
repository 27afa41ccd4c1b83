/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.tools.ToolProvider;

/** Classes that are compiled at run time into a folder, so that only the class loader made for it sees them. */
public final class CompiledClasses {
    private CompiledClasses() {}

    /** Compiles one top-level class and returns a loader that sees it and what the tests see. */
    public static URLClassLoader compile(Path folder, String className, String source) {
        try {
            Path file = folder.resolve(className + ".java");
            Files.writeString(file, source);
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
            if (status != 0) {
                throw new IllegalStateException(String.format(Locale.ROOT, "javac gave %d for %s", status, className));
            }
            return loader(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another loader on a folder that was compiled into: it defines its own classes of the same names. */
    public static URLClassLoader loader(Path folder) throws IOException {
        return new URLClassLoader(
                "compiled", new URL[] {folder.toUri().toURL()}, CompiledClasses.class.getClassLoader());
    }

    public static Object newInstance(ClassLoader loader, String className, Class<?>[] types, Object... arguments) {
        try {
            var constructor = Class.forName(className, true, loader).getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
