/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import java.io.IOException;
import java.nio.file.Path;

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
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HoldingProgram.class.getName(),
                        kind,
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"open".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the store could not be opened");
        }
        return process;
    }
}
