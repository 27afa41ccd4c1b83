/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation, which says what a test holds.
 *
 * @param text what stands on it
 */
public record DocsPage(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
    private static final Path ROOT = Path.of("..");

    /** Reads a page by its path below the root of the repository, for example {@code docs/tiers.md}. */
    public static DocsPage of(String path) throws IOException {
        return new DocsPage(Files.readString(ROOT.resolve(path)));
    }

    /** Returns what stands in its blocks of code of a language, in their order. */
    public List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Returns the source of a class of the tests. */
    public static String sourceOf(Class<?> test) throws IOException {
        return Files.readString(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
    }

    /** Returns a text without its white space, in which a page and a source may differ. */
    public static String stripped(String text) {
        return text.replaceAll("\\s+", "");
    }
}
