/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final Outcome TWO_STRATEGIES = new Outcome(
            "logs/<a> & \"b\".log",
            1_000,
            0,
            400,
            true,
            List.of(
                    new Result("lru", 10, 1_000, 0),
                    new Result("lru", 100, 1_000, 300),
                    new Result("lru", 1_000, 1_000, 600),
                    new Result("adaptive", 10, 1_000, 150),
                    new Result("adaptive", 100, 1_000, 450),
                    new Result("adaptive", 1_000, 1_000, 600)));

    @Test
    void drawsALinePerStrategyOnALogarithmicAxis() throws Exception {
        NodeList lines = parsed(TWO_STRATEGIES).getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(2);
        assertThat(points(lines, 0)).isEqualTo("68,416 369,240 670,64");
        assertThat(points(lines, 1)).isEqualTo("68,328 369,152 670,64");
    }

    @Test
    void labelsAxesStrategiesAndTheFile() throws Exception {
        String texts = parsed(TWO_STRATEGIES).getDocumentElement().getTextContent();
        assertThat(texts)
                .contains("Hit rate: <a> & \"b\".log", "1,000 requests, 400 different keys", "Hit rate in percent")
                .contains("Size of the cache in entries (logarithmic)", "lru", "adaptive", "no bound", "1k", "60");
    }

    @Test
    void oneSizeIsAPointInTheMiddle() throws Exception {
        Outcome outcome = new Outcome("x", 10, 0, 10, true, List.of(new Result("lru", 5, 10, 0)));
        NodeList lines = parsed(outcome).getElementsByTagName("polyline");
        assertThat(points(lines, 0)).isEqualTo("369,416");
    }

    private static String points(NodeList lines, int index) {
        return lines.item(index).getAttributes().getNamedItem("points").getNodeValue();
    }

    private static Document parsed(Outcome outcome) throws Exception {
        String svg = new Chart(outcome).svg();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
