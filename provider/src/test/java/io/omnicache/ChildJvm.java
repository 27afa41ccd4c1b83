/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of other processes that run a program of the tests. */
public final class ChildJvm {
    /** A process that lives for a second is busy starting, with these less than without. */
    private static final List<String> QUICKLY =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto");

    private ChildJvm() {}

    /** Returns a command line, on the class path of this process; arguments are given as texts. */
    public static List<String> command(Class<?> program, Object... arguments) {
        return command(List.of(), program, arguments);
    }

    /** Returns a command line with options for the JVM. */
    public static List<String> command(List<String> options, Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICKLY);
        command.addAll(nativeAccess());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object each : arguments) {
            command.add(each.toString());
        }
        return command;
    }

    /** Returns the options of this JVM by which a child may load native code, too. */
    private static List<String> nativeAccess() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("--enable-native-access"))
                .toList();
    }
}
