package dev.firstlight.server.guard.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charts as SVG, legible on light and dark pages. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int PLOT = 440;
    private static final String[] COLOURS = {
        "#1769aa", "#c2410c", "#ea8a3c", "#a16207", "#7c3aed", "#b79df0", "#6b7280", "#0f766e", "#be185d", "#e879b9"
    };

    private Chart() {}

    /** The share of runs that had stopped, over time. */
    static String stopped(String title, double hours, Map<String, double[]> stops) {
        StringBuilder svg = open(title);
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            line(svg, LEFT, y, LEFT + PLOT, y);
            text(svg, LEFT - 6, y + 4, "end", percent + " %");
        }
        for (int hour = 0; hour <= hours; hour += 12) {
            text(svg, LEFT + PLOT * hour / hours, HEIGHT - 12, "middle", hour + " h");
        }
        int i = 0;
        for (Map.Entry<String, double[]> each : stops.entrySet()) {
            double[] sorted = each.getValue().clone();
            Arrays.sort(sorted);
            StringBuilder points = new StringBuilder();
            int n = 0;
            for (int step = 0; step <= PLOT; step += 2) {
                double hour = hours * step / PLOT;
                while (n < sorted.length && sorted[n] <= hour) {
                    n++;
                }
                points.append(format("%d,%.1f ", LEFT + step, y((double) n / sorted.length)));
            }
            svg.append(format(
                    "<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%n",
                    colour(i), points.toString().trim()));
            legend(svg, i++, each.getKey());
        }
        return svg.append("</svg>\n").toString();
    }

    /** Groups of bars on a logarithmic scale from 100 to 1,000,000; what never came reaches the top, hollow. */
    static String bars(String title, List<String> groups, Map<String, List<Double>> values) {
        StringBuilder svg = open(title);
        for (int power = 2; power <= 6; power++) {
            double y = y((power - 2) / 4.0);
            line(svg, LEFT, y, LEFT + PLOT, y);
            text(svg, LEFT - 6, y + 4, "end", format("%,.0f", Math.pow(10, power)));
        }
        double group = (double) PLOT / groups.size();
        double width = (group - 20) / values.size();
        int i = 0;
        for (Map.Entry<String, List<Double>> each : values.entrySet()) {
            for (int g = 0; g < groups.size(); g++) {
                double value = each.getValue().get(g);
                double share = Math.min(1, Math.max(0, (Math.log10(value) - 2) / 4));
                svg.append(format(
                        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s' stroke='%s'/>%n",
                        LEFT + 10 + g * group + i * width,
                        y(share),
                        width - 3,
                        y(0) - y(share),
                        Double.isInfinite(value) ? "none" : colour(i),
                        colour(i)));
            }
            legend(svg, i++, each.getKey());
        }
        for (int g = 0; g < groups.size(); g++) {
            text(svg, LEFT + (g + 0.5) * group, HEIGHT - 12, "middle", groups.get(g));
        }
        return svg.append("</svg>\n").toString();
    }

    private static StringBuilder open(String title) {
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12' "
                        + "fill='#808890' role='img'>%n<title>%s</title>%n",
                WIDTH, HEIGHT, title));
        svg.append(format("<text x='%d' y='20' font-size='14' font-weight='bold'>%s</text>%n", LEFT, title));
        return svg;
    }

    private static double y(double share) {
        return HEIGHT - 34 - share * (HEIGHT - 34 - TOP);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(format(
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#808890' stroke-opacity='0.35'/>%n",
                x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(format("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, text));
    }

    private static void legend(StringBuilder svg, int i, String name) {
        double y = TOP + 8 + 20 * i;
        svg.append(
                format("<rect x='%d' y='%.1f' width='10' height='10' fill='%s'/>%n", LEFT + PLOT + 16, y, colour(i)));
        text(svg, LEFT + PLOT + 32, y + 9, "start", name);
    }

    private static String colour(int i) {
        return COLOURS[i % COLOURS.length];
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), arguments);
    }
}
