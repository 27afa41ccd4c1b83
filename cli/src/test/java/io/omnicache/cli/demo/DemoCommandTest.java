/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.cli.CommandRun;
import io.omnicache.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void measuresWithAndWithoutCacheAndSaysWhatToTypeNext() {
        CommandRun run = CommandRun.of("demo", "--seconds", 5, "--products", 5_000, "--threads", 2);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("A web shop in SQLite with 5,000 products, asked by 2 threads", "made in ")
                .containsPattern("No cache +100 % +[0-9,]+/s +median .* p99 ")
                .containsPattern("With cache +100 % +hits [0-9.]+ % +[0-9,]+/s +median .* p99 ")
                .containsPattern("requests per second +[0-9,]+ +[0-9,]+ +[0-9.]+ x")
                .contains("What to type next", "./omnicache simulate")
                .doesNotContain("\u001b", "\r\u001b");
        assertThat(number(run.out(), "requests ", 1)).isGreaterThan(number(run.out(), "database queries ", 1));
        assertThat(number(run.out(), "requests ", 0)).isEqualTo(number(run.out(), "database queries ", 0));
    }

    @Test
    void onATerminalALineIsWrittenAnewAndFitsIt() {
        Terminal narrow = new Terminal(true, true, 40, false, false);
        CommandRun run = CommandRun.on(narrow, "demo", "--seconds", 1, "--products", 500);
        assertThat(run.exitCode()).isZero();
        List<String> live = run.out().lines().toList().stream()
                .filter(line -> line.contains("\u001b[K"))
                .flatMap(line -> List.of(line.split("\u001b\\[K")).stream())
                .toList();
        assertThat(live)
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
    }

    @Test
    void valuesOutOfRangeAreAWrongCall() {
        for (String option : new String[] {"--seconds", "--threads", "--products"}) {
            CommandRun run = CommandRun.of("demo", option, 0);
            assertThat(run.exitCode()).as(option).isEqualTo(2);
            assertThat(run.err()).startsWith("Option " + option + " takes 1 to ");
        }
    }

    @Test
    void theDatabaseIsTheSameEveryTimeAndGoesWhenTheShopCloses() throws Exception {
        ProductPage first = page();
        assertThat(first).isEqualTo(page());
        assertThat(first.name()).isEqualTo("Light Oak Kettle No. 112");
        assertThat(first.reviews()).isEqualTo(12);
        assertThat(first.rating()).isBetween(1.0, 5.0);
        assertThat(first.categoryRating()).isBetween(1.0, 5.0);
        assertThat(first.alternatives().split(", ")).hasSize(3);
    }

    @Test
    void aDemoThatIsStoppedShowsWhatItHasAndEndsEarly() throws Exception {
        StringWriter text = new StringWriter();
        try (Shop shop = new Shop(1_000);
                Stop stop = Stop.onExit()) {
            Demo demo = new Demo(Terminal.NONE, new PrintWriter(text), stop, 2, 3_600);
            Thread ending = new Thread(() -> {
                while (!text.toString().contains("No cache")) {
                    Thread.onSpinWait();
                }
                stop.request();
            });
            ending.start();
            assertThat(demo.run(shop))
                    .hasSize(1)
                    .allSatisfy(load -> assertThat(load.requests()).isPositive());
        }
    }

    @Test
    void quantilesAreWithinThreePercent() {
        Latencies latencies = new Latencies();
        for (long i = 1; i <= 100_000; i++) {
            latencies.add(i * 1_000);
        }
        assertThat(latencies.quantile(0.5)).isBetween(50e6 * 0.97, 50e6 * 1.03);
        assertThat(latencies.quantile(0.99)).isBetween(99e6 * 0.97, 99e6 * 1.03);
        assertThat(new Latencies().quantile(0.5)).isZero();
    }

    @Test
    void popularityFallsWithTheRank() {
        Zipf zipf = new Zipf(1_000);
        Random random = new Random(5);
        int[] asked = new int[1_001];
        for (int i = 0; i < 200_000; i++) {
            asked[(int) zipf.next(random)]++;
        }
        int[] sorted = java.util.Arrays.stream(asked).sorted().toArray();
        assertThat(asked[0]).isZero();
        assertThat((double) sorted[1_000] / sorted[999]).isBetween(1.9, 2.4); // 2 to the 1.1 is 2.14
    }

    private static ProductPage page() throws Exception {
        Shop shop = new Shop(2_000);
        try (shop;
                Stop stop = Stop.onExit()) {
            shop.fill(stop, share -> assertThat(share).isBetween(0.0, 1.0));
            try (ProductSource source = new ProductSource(shop.url())) {
                assertThat(source.find(2_001)).isNull();
                return source.find(112);
            }
        } finally {
            assertThat(Files.exists(shop.folder())).isFalse();
        }
    }

    private static long number(String out, String row, int column) {
        String line = out.lines()
                .filter(each -> each.startsWith(row))
                .filter(each -> !each.contains("per"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(
                line.substring(row.length()).strip().split(" +", -1)[column].replace(",", ""));
    }
}
