package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.cli.yaml.Located;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads what files say: which fields there are. What they mean is for {@link Wanted} to judge. */
final class CodeReader {

    static final int VERSION = 1;

    private final Complaints complaints;

    private CodeReader(Complaints complaints) {
        this.complaints = complaints;
    }

    static Code read(Located document, Complaints complaints) {
        return new CodeReader(complaints).project(Json.node(Json.value(document.root())));
    }

    private Code project(JsonNode root) {
        Code code = Code.empty(text(root, "", "name"), own(root.path("own")));
        if (!(root instanceof ObjectNode project)) {
            complaints.add("", "This is no map; write \"firstlight: 1\" and what the project has.");
            return code;
        }
        complaints.only(project, "", Field.PROJECT);
        if (project.path("firstlight").asInt() != VERSION) {
            complaints.add("/firstlight", "Write \"firstlight: 1\", the version of this format.");
        }
        objects(project.path("regions"), "/regions", Field.REGION, code.regions());
        complaints.each(project.path("regionGroups"), "/regionGroups", (key, group) -> code.groups()
                .put(key, group));
        objects(project.path("flags"), "/flags", Field.flagFile(), code.flags());
        complaints.each(project.path("environments"), "/environments", (key, environment) -> code.environments()
                .put(key, environment(environment, Problem.at("/environments", key))));
        return code;
    }

    private Code.Place environment(JsonNode node, String pointer) {
        if (node.isNull()) {
            return Code.Place.empty(null);
        }
        if (!(node instanceof ObjectNode environment)) {
            complaints.add(pointer, "This is no map; write name, segments and flags.");
            return Code.Place.empty(null);
        }
        complaints.only(environment, pointer, Field.ENVIRONMENT);
        Code.Place place = Code.Place.empty(text(environment, pointer, "name"));
        objects(environment.path("segments"), pointer + "/segments", Field.SEGMENT, place.segments());
        objects(environment.path("flags"), pointer + "/flags", Field.TARGETING, place.targetings());
        return place;
    }

    private void objects(JsonNode map, String pointer, List<String> fields, SortedMap<String, ObjectNode> into) {
        complaints.each(map, pointer, (key, node) -> {
            String at = Problem.at(pointer, key);
            if (node instanceof ObjectNode object) {
                if (object.has("large")) {
                    complaints.add(at + "/large", "A large list of keys is not part of the code; take this out.");
                    object.remove("large");
                }
                complaints.only(object, at, fields);
                into.put(key, object);
            } else {
                complaints.add(at, "This is no map; write fields: " + String.join(", ", fields) + ".");
            }
        });
    }

    private @Nullable String text(JsonNode node, String pointer, String field) {
        JsonNode member = node.path(field);
        if (!member.isMissingNode() && !member.isNull() && !member.isTextual()) {
            complaints.add(pointer + "/" + field, "\"" + field + "\" is a string; put it in quotation marks.");
        }
        return member.textValue();
    }

    private Own own(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || "all".equals(node.textValue())) {
            return Own.ALL;
        }
        List<String> fields = new ArrayList<>();
        if (!node.isArray()) {
            complaints.add("/own", "\"own\" is \"all\", or a list of the fields that the code decides.");
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            fields.add(node.get(i).asText());
            if (!Field.ownable().contains(fields.get(i))) {
                complaints.add(
                        "/own/" + i,
                        "There is no field \"" + fields.get(i) + "\"; use " + String.join(", ", Field.ownable()) + ".");
            }
        }
        return Own.of(fields);
    }
}
