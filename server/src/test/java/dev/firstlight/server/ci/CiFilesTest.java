package dev.firstlight.server.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given to pipelines and neighbours is sound, and the documentation says what is in it. */
class CiFilesTest {
    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path directory;

    private String ran(Path where, List<String> command) throws Exception {
        try (Ran ran = Ran.start(where, Map.of("CHECKPOINT_DISABLE", "1"), command)) {
            return ran.ends(0);
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult one) -> one.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String file(String name) throws IOException {
        return Files.readString(Pipeline.CI.resolve(name));
    }

    @Test
    void theScriptsAreClean() throws Exception {
        Tools.require("bash", "shellcheck");
        for (String script : List.of("firstlight.sh", "flagger/gate.sh")) {
            assertThat(ran(
                            directory,
                            List.of("shellcheck", Pipeline.CI.resolve(script).toString())))
                    .isEmpty();
        }
    }

    @Test
    void everyVariableIsInTheReference() throws IOException {
        String page = Files.readString(DOCS.resolve("reference/ci.md"));
        String variable = "\\b(FIRSTLIGHT_[A-Z_]+)\\b";
        Set<String> taken = found(variable, file("firstlight.sh"));
        assertThat(found(variable, page)).containsAll(taken);
        assertThat(found("(?m)^  ([a-z]+) {2,}[a-z]", file("firstlight.sh")))
                .isEqualTo(Set.of("release", "start", "wait", "check", "deployed", "abort"))
                .allSatisfy(command -> assertThat(page).contains("| `" + command + "` |"));
        Map<String, Object> inputs =
                Pipeline.map(Pipeline.yaml("github/action.yml").get("inputs"));
        assertThat(inputs.keySet()).isEqualTo(new TreeSet<>(found("inputs\\.(\\w+)", file("github/action.yml"))));
    }

    /** Whoever changes it without Terraform at hand still hears of what is most often wrong. */
    @Test
    void terraformKnowsWhatItUses() throws IOException {
        String text = file("terraform/main.tf");
        assertThat(found("\\bvar\\.(\\w+)", text)).isEqualTo(found("variable \"(\\w+)\"", text));
        assertThat(found("\\blocal\\.(\\w+)", text)).isEqualTo(Set.of("files"));
        assertThat(text.replaceAll("[^{]", "")).hasSameSizeAs(text.replaceAll("[^}]", ""));
        assertThat(text).doesNotContainPattern("FIRSTLIGHT_TOKEN\\s*=").doesNotContain("var.token");
    }

    @Test
    void terraformTakesIt() throws Exception {
        Tools.require("terraform");
        Files.copy(Pipeline.CI.resolve("terraform/main.tf"), directory.resolve("main.tf"));
        ran(directory, List.of("terraform", "init", "-backend=false", "-input=false", "-no-color"));
        assertThat(ran(directory, List.of("terraform", "validate", "-no-color")))
                .contains("is valid");
        ran(directory, List.of("terraform", "fmt", "-check", "-no-color"));
    }

    @Test
    void annotationsOfBackstageAreExplained() throws IOException {
        Map<String, Object> metadata =
                Pipeline.map(Pipeline.yaml("backstage/catalog-info.yaml").get("metadata"));
        String page = Files.readString(DOCS.resolve("how-to/show-flags-in-backstage.md"));
        assertThat(Pipeline.<Object>map(metadata.get("annotations")).keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
