package dev.firstlight.server.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart with values of somebody's, as Helm itself lints and renders it. */
final class Chart {

    static final Path HOME = Path.of("..", "helm");
    static final String WAS_HOOK = "firstlight.dev/hook";
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Helm helm;

    private Chart(Path directory) {
        this.helm = new Helm(directory);
    }

    /** The value files that come with it. */
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("examples"))) {
            return files.sorted().toList();
        }
    }

    /**
     * With values over its own, as {@code --values} lays them.
     *
     * @param scratch an empty directory of the test's
     */
    static Chart with(JsonNode values, Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = scratch.resolve(HOME.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.writeString(to, asIfNoHook(Files.readString(file)));
            }
        }
        // The library pretends to a cluster that is older than any that the chart is for.
        Path about = scratch.resolve("Chart.yaml");
        Files.writeString(about, Files.readString(about).replaceAll("(?m)^kubeVersion:.*$", ""));
        ObjectNode own = (ObjectNode) YAML.readTree(HOME.resolve("values.yaml").toFile());
        YAML.writeValue(scratch.resolve("values.yaml").toFile(), over(own, values));
        return new Chart(scratch);
    }

    static Chart with(Path valuesFile, Path scratch) throws IOException {
        return with(YAML.readTree(valuesFile.toFile()), scratch);
    }

    /** The library leaves hooks out of what it renders; ours are held to the same rules as the rest. */
    private static String asIfNoHook(String template) {
        return template.replace(" helm.sh/hook: ", " " + WAS_HOOK + ": ");
    }

    private static JsonNode over(ObjectNode own, JsonNode values) {
        values.properties().forEach(each -> {
            JsonNode mine = own.get(each.getKey());
            own.set(
                    each.getKey(),
                    mine instanceof ObjectNode object && each.getValue().isObject()
                            ? over(object, each.getValue())
                            : each.getValue());
        });
        return own;
    }

    LintResult lint() {
        return helm.lint().strict().call();
    }

    String text() {
        return helm.template().withName("flags").withNamespace("firstlight").call();
    }

    /** What Kubernetes would be given. */
    List<ObjectNode> objects() throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        try (var each = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text())) {
            while (each.hasNext()) {
                if (each.next() instanceof ObjectNode object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }
}
