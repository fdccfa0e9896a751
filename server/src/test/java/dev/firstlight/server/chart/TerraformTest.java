package dev.firstlight.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for Terraform gives the chart what it takes, and asks for what its page names. */
class TerraformTest {

    private static final Path MAIN = Path.of("..", "docs", "how-to", "terraform", "main.tf");
    private static final Path PAGE = Path.of("..", "docs", "how-to", "install-with-terraform.md");
    private static final Map<String, String> GIVEN = Map.of(
            "public_url", "https://flags.example.org",
            "image", "registry.example.org/firstlight",
            "image_tag", "0.1.0",
            "database_url", "postgresql://db.internal:5432/firstlight");

    @TempDir
    Path scratch;

    @Test
    void theChartTakesItsValues() throws IOException {
        String main = Files.readString(MAIN);
        String file = MAIN.getParent().resolve(defaultOf(main, "values_file")).toString();
        JsonNode base = Chart.YAML.readTree(Path.of(file).toFile());
        Chart chart = Chart.with(over((ObjectNode) base, values(main)), scratch);
        assertThat(SetRules.broken(chart.objects())).isEmpty();
        assertThat(chart.text()).contains(GIVEN.values());
        assertThat(Files.isDirectory(MAIN.getParent().resolve("../../../helm"))).isTrue();
    }

    /** What yamlencode makes of it. */
    private static JsonNode values(String main) throws IOException {
        String hcl = main.substring(main.indexOf("yamlencode({") + 12, main.indexOf("}),"));
        String yaml = Pattern.compile("var\\.(\\w+)")
                .matcher(hcl.strip().replace("\n", ",\n").replaceAll("\\s*=\\s*", ": "))
                .replaceAll(var -> "\"" + GIVEN.getOrDefault(var.group(1), "given") + "\"");
        return Chart.YAML.readTree("{" + yaml + "}");
    }

    private static String defaultOf(String main, String variable) {
        var block = Pattern.compile("variable \"" + variable + "\" \\{.*?default\\s*= \"([^\"]+)\"", Pattern.DOTALL)
                .matcher(main);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static ObjectNode over(ObjectNode base, JsonNode values) {
        values.properties().forEach(each -> {
            if (base.get(each.getKey()) instanceof ObjectNode object) {
                object.setAll((ObjectNode) each.getValue());
            } else {
                base.set(each.getKey(), each.getValue());
            }
        });
        return base;
    }

    @Test
    void thePageGivesWhatHasNoDefault() throws IOException {
        String main = Files.readString(MAIN);
        Set<String> needed = Pattern.compile("variable \"(\\w+)\" \\{(.*?)\n}", Pattern.DOTALL)
                .matcher(main)
                .results()
                .filter(each -> !each.group(2).contains("default "))
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> given = Pattern.compile("-var (\\w+)=")
                .matcher(Files.readString(PAGE))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(given).isEqualTo(needed);
    }
}
