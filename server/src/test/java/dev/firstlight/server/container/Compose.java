package dev.firstlight.server.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files in docs/how-to/compose, as compose reads them with an .env. */
final class Compose {

    static final Path HOME = Path.of("..", "docs", "how-to", "compose");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?:(:[-?])([^}]*))?}");

    private Compose() {}

    /** The variables of an example, empty ones included. */
    static Map<String, String> variables(String stage) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : Files.readAllLines(HOME.resolve(stage + ".env.example"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] part = line.split("=", 2);
                variables.put(part[0], part[1]);
            }
        }
        return variables;
    }

    /** What the files ask for: variable to what compose says where it has no value; empty where it has one of its own. */
    static Map<String, String> asked(String stage) throws IOException {
        Map<String, String> asked = new TreeMap<>();
        VARIABLE.matcher(text(stage)).results().forEach((MatchResult each) -> {
            if (":?".equals(each.group(2))) {
                asked.put(each.group(1), each.group(3));
            } else {
                asked.putIfAbsent(each.group(1), "");
            }
        });
        return asked;
    }

    /** What compose refuses to begin without. */
    static Map<String, String> missing(String stage, Map<String, String> variables) throws IOException {
        Map<String, String> missing = asked(stage);
        missing.entrySet()
                .removeIf(each -> each.getValue().isEmpty()
                        || !variables.getOrDefault(each.getKey(), "").isEmpty());
        return missing;
    }

    private static String text(String stage) throws IOException {
        return Files.readString(HOME.resolve("compose.yaml"))
                + Files.readString(HOME.resolve("compose." + stage + ".yaml"));
    }

    /** The services of a stage: the common ones, with the stage's own over them. */
    static ObjectNode services(String stage) throws IOException {
        ObjectNode common = (ObjectNode)
                YAML.readTree(HOME.resolve("compose.yaml").toFile()).path("services");
        JsonNode own = YAML.readTree(HOME.resolve("compose." + stage + ".yaml").toFile())
                .path("services");
        own.properties().forEach(service -> service.getValue().properties().forEach(each -> {
            ObjectNode into = (ObjectNode) common.path(service.getKey());
            if (into.path(each.getKey()) instanceof ObjectNode object
                    && each.getValue().isObject()) {
                object.setAll((ObjectNode) each.getValue());
            } else {
                into.set(each.getKey(), each.getValue());
            }
        }));
        return common;
    }
}
