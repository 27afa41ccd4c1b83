/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Figures;
import java.util.List;
import java.util.Locale;

/** Draws hit rate over size, a line per strategy, as an SVG picture. */
final class Chart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;
    private static final int GRID_LINES = 5;

    /** Told apart by people of all kinds of colour vision (M. Okabe and K. Ito), as far as they show on white. */
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    /** So that lines differ without colour too. */
    private static final List<String> DASHES = List.of("", "8 4", "2 3", "8 3 2 3");

    private final StringBuilder svg = new StringBuilder();
    private final Outcome outcome;
    private final Scale scale;

    Chart(Outcome outcome) {
        this.outcome = outcome;
        this.scale = Scale.of(outcome, WIDTH, HEIGHT);
    }

    /** Returns the picture as an XML document. */
    String svg() {
        add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT);
        titles();
        horizontalGrid();
        verticalGrid();
        limit();
        List<String> strategies = outcome.strategies();
        for (int i = 0; i < strategies.size(); i++) {
            line(strategies.get(i), i);
        }
        add("</svg>");
        return svg.toString();
    }

    private void titles() {
        String middle = number((scale.left() + scale.right()) / 2);
        add("<text x=\"%s\" y=\"26\" text-anchor=\"middle\" font-size=\"17\">%s</text>", middle, escaped(title()));
        add(
                "<text x=\"%s\" y=\"46\" text-anchor=\"middle\" fill=\"#666\">%s requests, %s%s different keys</text>",
                middle,
                Figures.count(outcome.requests()),
                outcome.exact() ? "" : "about ",
                Figures.count(outcome.distinct()));
        add(
                "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">Size of the cache in entries (logarithmic)</text>",
                middle, HEIGHT - 14);
        String height = number((scale.top() + scale.bottom()) / 2);
        add(
                "<text x=\"18\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 18 %s)\">Hit rate in percent</text>",
                height, height);
    }

    private String title() {
        String name = outcome.workload().substring(outcome.workload().lastIndexOf('/') + 1);
        return "Hit rate: " + (name.length() > 60 ? name.substring(0, 57) + "..." : name);
    }

    private void horizontalGrid() {
        for (int i = 0; i <= GRID_LINES; i++) {
            double share = scale.most() * i / GRID_LINES;
            String y = number(scale.y(share));
            add(
                    "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#ddd\"/>",
                    number(scale.left()), y, number(scale.right()), y);
            add(
                    "<text x=\"%s\" y=\"%s\" text-anchor=\"end\" dy=\"0.35em\">%s</text>",
                    number(scale.left() - 8), y, number(share * 100));
        }
    }

    private void verticalGrid() {
        double lastLabel = Double.NEGATIVE_INFINITY;
        for (long size : outcome.sizes()) {
            double x = scale.x(size);
            add(
                    "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#eee\"/>",
                    number(x), number(scale.top()), number(x), number(scale.bottom()));
            String label = Figures.size(size);
            if (x - lastLabel > 10 + 8.0 * label.length()) { // else it would touch the one before
                add(
                        "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
                        number(x), number(scale.bottom() + 20), label);
                lastLabel = x;
            }
        }
        add(
                "<path d=\"M%s %sV%sH%s\" fill=\"none\" stroke=\"#222\"/>",
                number(scale.left()), number(scale.top()), number(scale.bottom()), number(scale.right()));
    }

    /** The hit rate that no cache exceeds. */
    private void limit() {
        String y = number(scale.y(outcome.unboundedHitRate()));
        add(
                "<line class=\"limit\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#888\" stroke-dasharray=\"3 3\"/>",
                number(scale.left()), y, number(scale.right()), y);
        legend(outcome.strategies().size(), "no bound", "#888", "3 3");
    }

    private void line(String strategy, int index) {
        String color = COLORS.get(index % COLORS.size());
        String dashes = DASHES.get(index / COLORS.size() % DASHES.size());
        StringBuilder points = new StringBuilder();
        for (Result result : outcome.of(strategy)) {
            String x = number(scale.x(result.size()));
            String y = number(scale.y(result.hitRate()));
            points.append(points.isEmpty() ? "" : " ").append(x).append(',').append(y);
            add(
                    "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"><title>%s, %s entries: %s</title></circle>",
                    x, y, color, escaped(strategy), Figures.count(result.size()), Figures.percent(result.hitRate(), 2));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
                points, color, dashes.isEmpty() ? "none" : dashes);
        legend(index, strategy, color, dashes.isEmpty() ? "none" : dashes);
    }

    private void legend(int row, String label, String color, String dashes) {
        double x = scale.right() + 14;
        double y = scale.top() + 10 + 22.0 * row;
        add(
                "<line class=\"legend\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\""
                        + " stroke-dasharray=\"%s\"/>",
                number(x), number(y), number(x + 24), number(y), color, dashes);
        add("<text x=\"%s\" y=\"%s\" dy=\"0.35em\">%s</text>", number(x + 30), number(y), escaped(label));
    }

    @SuppressWarnings("AnnotateFormatMethod") // every call is in this class, and run by its test
    private void add(String format, Object... arguments) {
        svg.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }

    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
