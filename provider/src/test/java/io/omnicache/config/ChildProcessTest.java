/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process loads, with and without Jackson and a file in its working directory. */
class ChildProcessTest {
    private static final String FILE = "caches: { users: {} }\n";

    @TempDir
    Path folder;

    /** The application of the child process. */
    public static final class Application {
        public static void main(String[] arguments) {
            var manager = Caching.getCachingProvider().getCacheManager();
            System.out.println("caches " + manager.getCacheNames());
            Cache<Object, Object> cache = manager.createCache("byCode", new MutableConfiguration<>());
            cache.put("key", "value");
            System.out.println("got " + cache.get("key"));
        }
    }

    @Test
    void withJacksonAndWithoutAFileNoClassOfJacksonIsLoaded() throws Exception {
        assertThat(run(true)).contains("caches []", "got value").doesNotContain("com.fasterxml", "snakeyaml");
    }

    /** Each of these costs a process milliseconds when it begins. */
    @Test
    void plainCacheTakesNeitherALambdaNorALogger() throws Exception {
        assertThat(run(true))
                .contains("got value", "io.omnicache.engine.Engine")
                .doesNotContainPattern("io\\.omnicache\\.\\S*\\$\\$Lambda")
                .doesNotContain("java.util.logging.LogManager", "io.omnicache.config.OptionsReader");
    }

    @Test
    void withJacksonAndAFileInTheWorkingDirectoryItsCachesExist() throws Exception {
        Files.writeString(folder.resolve("omnicache.yaml"), FILE);

        assertThat(run(true))
                .contains("caches [users]", "got value", "com.fasterxml")
                .containsOnlyOnce("configuration file used: file="
                        + folder.resolve("omnicache.yaml").toRealPath()
                        + " manager=omnicache:default caches=1 templates=0");
    }

    @Test
    void withoutJacksonAndWithoutAFileEverythingWorks() throws Exception {
        assertThat(run(false)).contains("caches []", "got value");
    }

    @Test
    void withoutJacksonPropertiesStillWork() throws Exception {
        assertThat(run(false, "-Domnicache.caches.users.statistics=true")).contains("caches [users]", "got value");
    }

    @Test
    void withoutJacksonAFileIsAnErrorThatNamesWhatToAdd() throws Exception {
        Files.writeString(folder.resolve("omnicache.yaml"), FILE);

        assertThat(run(false))
                .contains("io.omnicache.config.ConfigurationException: "
                        + folder.resolve("omnicache.yaml").toRealPath()
                        + ": reading a configuration file takes Jackson's YAML module, which the application does not have;"
                        + " add the dependency com.fasterxml.jackson.dataformat:jackson-dataformat-yaml (2.x; on the module"
                        + " path also the module com.fasterxml.jackson.dataformat.yaml), or remove the file")
                .doesNotContain("got value");
    }

    private String run(boolean jackson, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-Xshare:auto"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(jackson), Application.class.getName()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output);
    }

    private static String classPath(boolean jackson) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> jackson || !(entry.contains("jackson") || entry.contains("snakeyaml")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
