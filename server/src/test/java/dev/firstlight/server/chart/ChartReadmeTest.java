package dev.firstlight.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever reads the chart's README reads what values.yaml and the schema say. */
class ChartReadmeTest {

    private static final Path README = Chart.HOME.resolve("README.md");
    private static final Path GENERATED = Path.of("target", "chart", "README.md");
    private static final String MARK = "<!-- From here on generated, from values.yaml and values.schema.json. -->\n";

    @Test
    void itIsWhatIsGenerated() throws IOException {
        String given = Files.readString(README);
        assertThat(given).contains(MARK);
        String head = given.substring(0, given.indexOf(MARK) + MARK.length());
        String generated =
                head + "\n## Examples\n\n" + examples() + "\n## Values\n\n" + new ValuesTable(Chart.HOME).asMarkdown();
        Files.createDirectories(GENERATED.getParent());
        Files.writeString(GENERATED, generated);
        assertThat(given)
                .as("helm/README.md; where values were meant to change, copy server/%s over it", GENERATED)
                .isEqualTo(generated);
    }

    /** What each is for, as its own first lines say. */
    private static String examples() throws IOException {
        StringBuilder table = new StringBuilder("| values | for |\n|---|---|\n");
        for (Path example : Chart.examples()) {
            String name = example.getFileName().toString();
            String words = Files.readAllLines(example).stream()
                    .takeWhile(line -> line.startsWith("#"))
                    .map(line -> line.substring(1).strip())
                    .reduce((one, other) -> one + " " + other)
                    .orElseThrow();
            table.append("| [`%s`](examples/%s) | %s |\n".formatted(name, name, words));
        }
        return table.toString();
    }

    @Test
    void everyValueIsExplainedAndEveryOneOfTheSchemaIsThere() throws IOException {
        ValuesTable table = new ValuesTable(Chart.HOME);
        assertThat(table.unexplained()).isEmpty();
        assertThat(table.missing()).isEmpty();
    }

    @Test
    void aCommentBelongsToTheKeyBelowIt() {
        assertThat(ValuesTable.values(
                        List.of("# One,", "# two.", "a: 1", "", "# Lost.", "", "b:", "  # Three.", "  c: 2")))
                .containsExactly(
                        new ValuesTable.Value("a", "One, two."),
                        new ValuesTable.Value("b", ""),
                        new ValuesTable.Value("b.c", "Three."));
    }
}
