/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Caching;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider as a named module, in a process of its own. */
final class ModulePathTest {
    private static final String MODULE = """
            module probe {
                requires cache.api;
                requires io.omnicache;
                requires java.management;
            }
            """;
    private static final String PROGRAM = """
            package probe;

            import io.omnicache.OmniCache;
            import io.omnicache.config.OmniConfiguration;
            import java.io.Serializable;
            import java.lang.management.ManagementFactory;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import javax.cache.Cache;
            import javax.cache.Caching;
            import javax.management.MBeanAttributeInfo;
            import javax.management.MBeanServer;
            import javax.management.ObjectName;

            public final class Probe {
                record User(String name, List<String> roles) implements Serializable {}

                public static void main(String[] arguments) throws Exception {
                    var manager = Caching.getCachingProvider().getCacheManager();
                    Cache<String, User> cache = manager.createCache("users",
                            OmniConfiguration.builder(String.class, User.class).entries(10).management(true).build());
                    manager.enableStatistics("users", true);
                    User user = new User("Ada", new ArrayList<>(List.of("admin")));
                    cache.put("a", user);
                    System.out.println("got " + cache.get("a") + " copied " + (cache.get("a") != user));
                    var sized = manager.createCache("sized",
                            OmniConfiguration.builder(String.class, User.class).bytes(1_000).byValue(false).build());
                    sized.put("a", user);
                    System.out.println("sized " + sized.containsKey("a"));
                    sized.unwrap(OmniCache.class).resize(200);
                    System.out.println("sized " + sized.containsKey("a"));
                    Cache<String, String> tiered = manager.createCache("tiered",
                            OmniConfiguration.builder(String.class, String.class).entries(10).management(true)
                                    .statistics(true).tier("file", Map.of("directory", arguments[0])).build());
                    tiered.put("a", "Ada");
                    System.out.println("module " + OmniCache.class.getModule().getName());
                    var server = ManagementFactory.getPlatformMBeanServer();
                    show(server, "javax.cache:*,Cache=users");
                    show(server, "io.omnicache:*,Cache=tiered");
                    Caching.getCachingProvider().close();
                    System.out.println("left " + server.queryNames(new ObjectName("javax.cache:*"), null).size());
                    System.out.println("ours left " + server.queryNames(new ObjectName("io.omnicache:*"), null).size());
                }

                private static void show(MBeanServer server, String pattern) throws Exception {
                    for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
                        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                            System.out.println(name.getKeyProperty("type") + " " + attribute.getName() + " "
                                    + server.getAttribute(name, attribute.getName()));
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String compiled() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/probe"));
        Path module = Files.writeString(folder.resolve("src/module-info.java"), MODULE);
        Path program = Files.writeString(sources.resolve("Probe.java"), PROGRAM);
        String classes = folder.resolve("classes").toString();
        String libraries = home(OmniCachingProvider.class) + File.pathSeparator + home(Caching.class);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-p",
                        libraries,
                        "-d",
                        classes,
                        module.toString(),
                        program.toString());
        assertThat(status).as("status of javac").isZero();
        return classes + File.pathSeparator + libraries;
    }

    @Test
    void cacheWorksAndItsBeansCanBeReadOnTheModulePath() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        compiled(),
                        "-m",
                        "probe/probe.Probe",
                        folder.resolve("tier").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        assertThat(lines)
                .contains(
                        "got User[name=Ada, roles=[admin]] copied true",
                        "module io.omnicache",
                        "sized true", // what it holds cannot be read and counts by default
                        "sized false",
                        "CacheStatistics CacheHits 2",
                        "CacheStatistics CachePuts 1",
                        "CacheConfiguration KeyType java.lang.String",
                        "CacheConfiguration StatisticsEnabled true",
                        "Cache Size 1",
                        "Cache Maximum 10",
                        "Cache Strategy adaptive",
                        "Tier Breaker CLOSED",
                        "Tier Entries 1",
                        "Tier ReadOnly false",
                        "left 0",
                        "ours left 0");
    }
}
