/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field of the provider, with its source. A component of a record is one, too.
 *
 * @param field the field as it was compiled
 * @param source the whole file in which it is declared
 */
record SourceField(Field field, String source) {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String SHARED = "(Atomic|Concurrent|CopyOnWrite)\\w+|\\w*Blocking(Queue|Deque)"
            + "|(Long|Double)(Adder|Accumulator)|Semaphore|Phaser|CountDownLatch";

    /** Returns all fields, those of nested classes included. */
    static List<SourceField> all() throws IOException {
        List<SourceField> fields = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(SourceField::isOfClass)::iterator) {
                String name = SOURCES.relativize(file).toString().replace(".java", "");
                add(load(name.replace(file.getFileSystem().getSeparator(), ".")), Files.readString(file), fields);
            }
        }
        return fields;
    }

    private static boolean isOfClass(Path file) {
        return file.toString().endsWith(".java") && !file.toString().endsWith("-info.java");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, SourceField.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(Class<?> type, String source, List<SourceField> fields) {
        Stream.of(type.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .forEach(field -> fields.add(new SourceField(field, source)));
        Stream.of(type.getDeclaredClasses()).forEach(nested -> add(nested, source, fields));
    }

    /** Returns the last part of the name of its package. */
    String place() {
        String of = field.getDeclaringClass().getPackageName();
        return of.substring(of.lastIndexOf('.') + 1);
    }

    /** Returns the name of its class, after those of the classes around it. */
    String type() {
        Class<?> type = field.getDeclaringClass();
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** Returns its name, after that of its class. */
    String name() {
        return type() + "." + field.getName();
    }

    /** Returns the name of the class that has its file. */
    String file() {
        return type().split("\\.", -1)[0];
    }

    /** Returns whether it is a lock; not of a monitor, which any object may be. */
    boolean isLock() {
        return Lock.class.isAssignableFrom(field.getType()) || ReadWriteLock.class.isAssignableFrom(field.getType());
    }

    /** Returns whether it is of a kind that only makes sense for what more than one thread touches. */
    boolean isShared() {
        String name = field.getName();
        return Modifier.isVolatile(field.getModifiers())
                || field.getType().getSimpleName().matches(SHARED)
                || isIn("\\b" + name + " = (new )?(" + SHARED + ")\\b") // a map or a queue, as what else it is declared
                || isIn("@GuardedBy\\(\"[^\"]*\"\\)\\s[^=;({]*\\b" + name + "( =|;)")
                || isIn("\\.find(Static)?VarHandle\\(\\w+\\.class, \"" + name + "\"");
    }

    private boolean isIn(String declaration) {
        return Pattern.compile(declaration).matcher(source).find();
    }
}
