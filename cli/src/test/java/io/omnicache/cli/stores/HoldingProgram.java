/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that has a store open until its input ends. */
public final class HoldingProgram {
    private HoldingProgram() {}

    /** Takes the kind of the tier and where it is; says when it is open. */
    public static void main(String[] arguments) {
        StoresTest.use(arguments[0], Path.of(arguments[1]), "users", cache -> {
            System.out.println("open");
            try {
                System.in.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static Process start(String kind, Path place) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("--enable-native-access"))
                .forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(HoldingProgram.class.getName(), kind, place.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"open".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the store could not be opened");
        }
        return process;
    }
}
