/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page on concurrency names what threads share: what is missing there is not thought of by who changes the code.
 *
 * <p>A field is named after its class and the classes around that; if there are several classes of that name, the last part
 * of the package comes first.
 */
class ConcurrencyPageTest {
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
    private static final Predicate<String> IS_OF_CLASS =
            Pattern.compile("(^|\\.)[A-Z]\\w*[a-z]\\w*$").asPredicate(); // not of a constant, which has capitals only

    @Test
    void eachSharedFieldIsInTheTable() throws IOException {
        assertThat(without(names(SourceField::isShared), named())).isEmpty();
    }

    @Test
    void eachFieldInTheTableExists() throws IOException {
        Set<String> fields = names(field -> true);

        assertThat(without(named(), fields)).allMatch(IS_OF_CLASS);
    }

    @Test
    void eachClassInTheTableHasFields() throws IOException {
        Set<String> classes = SourceField.all().stream().map(SourceField::type).collect(toSet());

        assertThat(without(named(), classes)).noneMatch(IS_OF_CLASS);
    }

    @Test
    void eachLockIsNamed() throws IOException {
        String page = page();

        assertThat(SourceField.all().stream().filter(SourceField::isLock).map(SourceField::name))
                .isNotEmpty()
                .filteredOn(lock -> !page.contains(lock + "`"))
                .isEmpty();
    }

    private static String page() throws IOException {
        return DocsPage.of("docs/concurrency.md").text();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        String fields = page().split("\n## Fields\n", 2)[1].split("\n## ", 2)[0];
        fields.lines().filter(line -> line.startsWith("| ")).forEach(line -> addNames(line.split("\\|", -1)[1], named));
        return named;
    }

    /* A field without a class is of the class of the one before it. */
    private static void addNames(String cell, Set<String> names) {
        String type = "";
        for (MatchResult match : (Iterable<MatchResult>) NAME.matcher(cell).results()::iterator) {
            String name = match.group(1);
            int end = name.lastIndexOf('.') + 1;
            type = end == 0 ? type : name.substring(0, end);
            names.add(end == 0 && !IS_OF_CLASS.test(name) ? type + name : name);
        }
    }

    private static Set<String> names(Predicate<SourceField> which) throws IOException {
        List<SourceField> fields = SourceField.all();
        Map<String, Set<String>> places =
                fields.stream().collect(groupingBy(SourceField::file, mapping(SourceField::place, toSet())));
        return fields.stream()
                .filter(which)
                .map(field -> places.get(field.file()).size() == 1 ? field.name() : field.place() + "." + field.name())
                .collect(toCollection(TreeSet::new));
    }
}
