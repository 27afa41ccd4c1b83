/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on concurrency names what threads share: what is missing there is not thought of by who changes the code. */
class ConcurrencyPageTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern VOLATILE = Pattern.compile("(?m)^\\s+[a-z ]*\\bvolatile [^=;(]*?(\\w+)( = .*)?;");
    private static final Pattern LOCK = Pattern.compile("(\\w+) = new Reentrant(ReadWrite)?Lock\\(");
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    @Test
    void eachVolatileFieldIsInTheTable() throws IOException {
        String fields = DocsPage.of("docs/concurrency.md").text().split("## Fields", 2)[1];
        Set<String> named = new TreeSet<>();
        fields.lines().filter(line -> line.startsWith("| ")).forEach(line -> addNames(line.split("\\|", -1)[1], named));

        assertThat(named).containsAll(declared(VOLATILE));
    }

    @Test
    void eachLockIsNamed() throws IOException {
        String page = DocsPage.of("docs/concurrency.md").text();

        assertThat(declared(LOCK)).allSatisfy(lock -> assertThat(page).contains(lock + "`"));
    }

    /* A name without a class is of the class of the one before it. */
    private static void addNames(String cell, Set<String> names) {
        String type = "";
        for (MatchResult name : (Iterable<MatchResult>) NAME.matcher(cell).results()::iterator) {
            String[] parts = name.group(1).split("\\.", -1);
            type = parts.length == 1
                    ? type
                    : parts[parts[0].equals(parts[0].toLowerCase(java.util.Locale.ROOT)) ? 1 : 0];
            names.add(type + "." + parts[parts.length - 1]);
        }
    }

    private static Set<String> declared(Pattern declaration) throws IOException {
        Set<String> declared = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                String type = String.valueOf(file.getFileName()).replace(".java", "");
                declaration
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(field -> declared.add(type + "." + field.group(1)));
            }
        }
        return declared;
    }
}
