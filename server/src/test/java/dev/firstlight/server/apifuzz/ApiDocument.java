package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;

/** The committed document: its operations, and a judge of values by its schemas, which are JSON Schema 2020-12. */
final class ApiDocument {

    private static final Path FILE = Path.of("..", "docs", "reference", "openapi.yaml");
    private static final String HOME = "https://firstlight.dev/openapi";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    private ApiDocument(JsonNode root) {
        this.root = root;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HOME, root.toString()))));
        root.path("paths").properties().forEach(path -> add(path.getKey(), path.getValue()));
    }

    static ApiDocument committed() {
        try {
            Object read = new Yaml(new PlainTimes()).load(Files.readString(FILE));
            return new ApiDocument(new ObjectMapper().valueToTree(read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON has no times, only texts. */
    private static final class PlainTimes extends SafeConstructor {
        private PlainTimes() {
            super(new LoaderOptions());
            yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
        }
    }

    private void add(String path, JsonNode item) {
        Set<String> allowed = new LinkedHashSet<>();
        item.fieldNames().forEachRemaining(name -> {
            if (METHODS.contains(name)) {
                allowed.add(name.toUpperCase(Locale.ROOT));
            }
        });
        for (String method : allowed) {
            String name = method.toLowerCase(Locale.ROOT);
            JsonNode body = item.get(name);
            List<Operation.Parameter> parameters = new ArrayList<>();
            for (JsonNode list : List.of(item.path("parameters"), body.path("parameters"))) {
                list.forEach(each -> {
                    JsonNode one = resolve(each);
                    parameters.add(new Operation.Parameter(
                            one.path("name").asText(),
                            one.path("in").asText(),
                            one.path("required").asBoolean(false),
                            one.path("schema")));
                });
            }
            String pointer = "/paths/" + escape(path) + "/" + name;
            String request = place(pointer + "/requestBody");
            operations.add(new Operation(method, path, pointer, body, root.at(request), request, parameters, allowed));
        }
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        return operations;
    }

    /** What a reference means; the node itself where it is none. */
    JsonNode resolve(JsonNode node) {
        JsonNode now = node;
        for (int i = 0; i < 20 && now.path("$ref").isTextual(); i++) {
            String ref = now.get("$ref").asText();
            now = ref.startsWith("#") ? root.at(ref.substring(1)) : MissingNode.getInstance();
        }
        return now;
    }

    /** Where a node really stands, references followed. */
    String place(String pointer) {
        String now = pointer;
        for (int i = 0; i < 20 && root.at(now).path("$ref").isTextual(); i++) {
            now = root.at(now).get("$ref").asText().substring(1);
        }
        return now;
    }

    /** What is wrong with a value by the schema that stands at a pointer; empty where nothing is. */
    List<String> problems(String pointer, String json) {
        return compiled
                .computeIfAbsent(pointer, at -> schemas.getSchema(SchemaLocation.of(HOME + "#" + uri(at)), config))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(message -> message.getInstanceLocation() + ": " + message.getMessage())
                .limit(5)
                .toList();
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A pointer as a URI's fragment has it. */
    private static String uri(String pointer) {
        return pointer.replace("%", "%25")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace(" ", "%20");
    }
}
