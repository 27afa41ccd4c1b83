/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a process gives to its configuration.
 *
 * @param environment the environment variables; null for those of the process, which are not looked at before they are needed
 * @param systemProperties the system properties
 * @param workingDirectory where the default file is looked for, and what relative paths start from
 */
record Surroundings(@Nullable Map<String, String> environment, Properties systemProperties, Path workingDirectory) {
    static Surroundings ofProcess() {
        return new Surroundings(null, System.getProperties(), Path.of(""));
    }

    Interpolation interpolation() {
        Map<String, String> variables = environment == null ? System.getenv() : environment;
        return new Interpolation(variables::get, systemProperties::getProperty);
    }
}
