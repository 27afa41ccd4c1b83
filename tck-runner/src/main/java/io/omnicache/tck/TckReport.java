/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a run of the TCK left behind: the sum of its XML reports.
 *
 * @param run each test that ran, as {@code class#method}
 * @param notPassed those that failed, broke or were skipped
 * @param idle those that were reported as passed although the TCK excluded them; it says so only in its log, with the
 *     class that declares the method, so that an inherited test comes once per class that inherits it
 */
record TckReport(SortedSet<String> run, SortedSet<String> notPassed, List<String> idle) {
    private static final Set<String> BAD = Set.of("failure", "error", "skipped", "flakyFailure", "flakyError");
    private static final Pattern EXCLUDED = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

    /**
     * Reads all reports of a folder.
     *
     * @throws IOException if a report cannot be read or is no XML
     */
    static TckReport read(Path folder) throws IOException {
        TckReport report = new TckReport(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                report.add(parse(file));
            }
        }
        Collections.sort(report.idle);
        return report;
    }

    /** Requires that exactly {@code tests} ran, all of them passed, and only {@code expectedIdle}, sorted, did nothing. */
    void requireComplete(int tests, List<String> expectedIdle) {
        if (run.size() != tests || !notPassed.isEmpty() || !idle.equals(expectedIdle)) {
            throw new AssertionError("The TCK is not complete: " + run.size() + " of " + tests + " tests ran, "
                    + notPassed.size() + " did not pass " + notPassed + ", " + idle.size() + " of "
                    + expectedIdle.size() + " expected ones were idle " + idle);
        }
    }

    private void add(Document document) {
        NodeList cases = document.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = test.getAttribute("classname") + "#" + test.getAttribute("name");
            run.add(name);
            if (BAD.stream().anyMatch(tag -> test.getElementsByTagName(tag).getLength() > 0)) {
                notPassed.add(name);
            }
        }
        for (String stream : List.of("system-out", "system-err")) {
            addIdle(document.getElementsByTagName(stream));
        }
    }

    private void addIdle(NodeList outputs) {
        for (int i = 0; i < outputs.getLength(); i++) {
            Matcher matcher = EXCLUDED.matcher(outputs.item(i).getTextContent());
            while (matcher.find()) {
                idle.add(matcher.group(1) + "#" + matcher.group(2));
            }
        }
    }

    private static Document parse(Path file) throws IOException {
        try {
            DocumentBuilder builder =
                    DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            // The default handler prints to the console what is thrown anyway.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("no report that can be read: " + file, e);
        }
    }
}
