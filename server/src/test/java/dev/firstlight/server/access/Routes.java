package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** Each operation of the API, and who may ask for it: as the table says, which people read and change by hand. */
final class Routes {

    private static final Path TABLE = Path.of("src", "test", "resources", "access", "routes.txt");
    private static final Path DOCUMENT = Path.of("..", "docs", "reference", "openapi.yaml");

    /** What has a protocol of its own, and a page of its own: docs/reference/mcp.md. */
    private static final String AGENTS = "POST /mcp";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * One operation.
     *
     * @param needs permissions, of which one is enough
     */
    record Route(String method, String path, Set<String> needs) {

        boolean isOfProject() {
            return path.contains("/projects/{project}");
        }

        boolean isOfEnvironment() {
            return path.contains("/environments/{environment}");
        }

        String name() {
            return method + " " + path;
        }

        /** An address of it: in a project's production, of things that are not there. */
        String at(String project) {
            return path.replace("{project}", project)
                    .replace("{environment}", "production")
                    .replace("{seq}", "999999999")
                    .replace("{action}", "pause")
                    .replaceAll("\\{\\w+}", "nosuch");
        }
    }

    private Routes() {}

    static List<Route> table() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" "))
                .map(parts -> new Route(parts[0], parts[1], Set.of(parts[2].split("\\|"))))
                .toList();
    }

    /** The names of all operations of the document, and of the door for agents. */
    static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>(Set.of(AGENTS));
        JsonNode document = new ObjectMapper().valueToTree(new Yaml().load(Files.readString(DOCUMENT)));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        names.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return names;
    }
}
