/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What a process gives to its configuration.
 *
 * @param environment the environment variables
 * @param systemProperties the system properties
 * @param workingDirectory where the default file is looked for, and what relative paths start from
 */
record Surroundings(Map<String, String> environment, Properties systemProperties, Path workingDirectory) {
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), System.getProperties(), Path.of(""));
    }

    Interpolation interpolation() {
        return new Interpolation(environment::get, systemProperties::getProperty);
    }
}
