/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looks for the plain text of a value, of a key and of the key of encryption in all that a process leaves: the files of the tier while they are open and
 * when they are closed, temporary files, what is logged, thrown and shown. Another process looks, since opening and closing a database by other means
 * would drop the locks on it.
 */
class CanaryTest {
    @TempDir
    Path folder;

    private final TreeSet<String> found = new TreeSet<>();

    @ParameterizedTest
    @CsvSource({
        "file,nothing,value key",
        "sqlite,nothing,value key",
        "file,values,key",
        "sqlite,values,key",
        "file,keys,''",
        "sqlite,keys,''"
    })
    void nothingShowsWhatIsEncrypted(String kind, String encrypted, String visible) throws Exception {
        run(kind, encrypted);
        List<String> seen = new ArrayList<>(List.of(visible.split(" ", -1)));
        seen.remove("");
        assertThat(found.stream()
                        .map(each -> each.substring(0, each.indexOf(' ')))
                        .distinct())
                .as(found.toString())
                .containsExactlyInAnyOrderElementsOf(seen);
        for (String what :
                seen) { // the search finds what is there: in files that are open, and in those that were closed
            assertThat(found).anyMatch(each -> each.startsWith(what + " open store/"));
            assertThat(found).anyMatch(each -> each.startsWith(what + " closed store/"));
        }
        if (kind.equals("sqlite") && encrypted.equals("nothing")) {
            assertThat(found).anyMatch(each -> each.startsWith("value open") && each.endsWith("-wal"));
        }
    }

    private void run(String kind, String encrypted) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path errors = folder.resolve("stderr");
        List<String> command = ChildJvm.command(
                List.of("-Djava.io.tmpdir=" + temporary, "-Dorg.sqlite.tmpdir=" + temporary),
                CanaryProgram.class,
                kind,
                folder.resolve("store"),
                encrypted);
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        StringBuilder shown = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                shown.append(line).append('\n');
                if (line.equals("ready")) {
                    scanOpen();
                    process.outputWriter().append('\n').flush();
                }
                line = output.readLine();
            }
        }
        assertThat(process.waitFor()).as(shown + Files.readString(errors)).isZero();
        assertThat(shown).contains("ready", "as planned", "came to true", "IllegalStateException");
        assertThat(Files.size(errors)).isPositive();
        Files.writeString(folder.resolve("stdout"), shown);
        scan("closed");
    }

    /** Where all is in the open in a database, its log is emptied now and then, and filled again. */
    private void scanOpen() throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        do {
            scan("open");
        } while (logIsEmpty() && System.nanoTime() < end);
    }

    private boolean logIsEmpty() {
        return found.stream().anyMatch(each -> each.startsWith("value open") && each.endsWith(".db"))
                && found.stream().noneMatch(each -> each.startsWith("value open") && each.endsWith("-wal"));
    }

    private void scan(String when) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    String place =
                            when + " " + folder.relativize(file).toString().replace('\\', '/');
                    look(content, "value", CanaryProgram.VALUE, place);
                    look(content, "key", CanaryProgram.KEY, place);
                    look(content, "secret", CanaryProgram.SECRET, place);
                    look(
                            content,
                            "secret",
                            new StringBuilder(CanaryProgram.SECRET).reverse().toString(),
                            place);
                } catch (NoSuchFileException e) {
                    assertThat(file.getParent()).as("a file that came and went").exists();
                }
            }
        }
    }

    private void look(String content, String what, String canary, String place) {
        for (String form : forms(canary)) {
            if (content.contains(form)) {
                found.add(what + " " + place);
            }
        }
    }

    /** What a text may look like in a file: as it is, in UTF-16, in hexadecimal digits, and in base64 wherever it begins in it. */
    private static List<String> forms(String canary) {
        byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>(List.of(
                canary,
                new String(canary.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1),
                new String(canary.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(text.substring(offset == 0 ? 0 : 4, text.length() - 2)); // without what depends on the neighbours
        }
        return forms;
    }
}
