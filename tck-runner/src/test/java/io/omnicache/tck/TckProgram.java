/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Runs the TCK in its own process, and prints what each test did; for {@link MatrixTest}. */
final class TckProgram {
    static final String RAN = "TCK RAN ";
    static final String FAILED = "TCK FAILED ";
    static final String ENDED = "TCK ENDED";

    private TckProgram() {}

    /** Takes no arguments: what the caches are comes with system properties. */
    public static void main(String[] none) {
        JUnitCore core = new JUnitCore();
        core.addListener(new Printing());
        core.run(classes().toArray(Class<?>[]::new));
        System.out.println(ENDED);
        System.exit(0); // the TCK leaves servers running
    }

    private static List<Class<?>> classes() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> new File(path).getName().startsWith("cache-tests-"))
                .flatMap(TckProgram::namesIn)
                .sorted()
                .<Class<?>>map(TckProgram::named)
                .filter(TckProgram::hasTests)
                .toList();
    }

    private static Stream<String> namesIn(String jar) {
        try (JarFile file = new JarFile(jar)) {
            return file.stream().map(JarEntry::getName).filter(TckProgram::isTest).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same names as those that the build runs. */
    private static boolean isTest(String name) {
        return (name.startsWith("javax/cache/") || name.startsWith("org/jsr107/tck/"))
                && name.matches(".*/[^/$]*Test[^/$]*\\.class");
    }

    private static Class<?> named(String file) {
        try {
            return Class.forName(
                    file.substring(0, file.length() - ".class".length()).replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasTests(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.isAnnotationPresent(org.junit.Test.class));
    }

    private static final class Printing extends RunListener {
        @Override
        public void testFinished(Description test) {
            System.out.println(RAN + name(test));
        }

        @Override
        public void testFailure(Failure failure) {
            System.out.println(FAILED + name(failure.getDescription()));
            System.out.println(failure.getTrace());
        }

        @Override
        public void testAssumptionFailure(Failure failure) {
            testFailure(failure);
        }

        @Override
        public void testIgnored(Description test) {
            System.out.println(FAILED + name(test));
        }

        private static String name(Description test) {
            return test.getClassName() + "#" + test.getMethodName();
        }
    }
}
