package dev.firstlight.server.guard.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes each scenario's part of the page between its own two marks, so that one can be run alone. */
final class Report {
    private Report() {}

    static String text(Scenario scenario, List<Row> rows, int runs) {
        StringBuilder text = new StringBuilder("### " + scenario.number() + ". " + title(scenario) + "\n\n");
        text.append("| what | rule | result (95 % interval) | bar | met |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.markdown()).append('\n'));
        if (!scenario.chart().isEmpty()) {
            text.append("\n![")
                    .append(title(scenario))
                    .append("](")
                    .append(file(scenario))
                    .append(")\n");
        }
        return text + String.format(Locale.ROOT, "\n%,d runs.\n", runs);
    }

    static void write(Path page, Scenario scenario, String text) throws IOException {
        String begin = "<!-- scenario " + scenario.number() + " -->\n";
        String end = "<!-- end " + scenario.number() + " -->";
        String all = Files.readString(page);
        int from = all.indexOf(begin);
        int to = all.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no place for scenario " + scenario.number());
        }
        Files.writeString(page, all.substring(0, from) + begin + text + all.substring(to));
        if (!scenario.chart().isEmpty()) {
            Files.writeString(page.resolveSibling(file(scenario)), scenario.chart());
        }
    }

    private static String title(Scenario scenario) {
        String title = scenario.title();
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    private static String file(Scenario scenario) {
        return "statistics-" + scenario.number() + ".svg";
    }
}
