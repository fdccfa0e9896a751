package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project as one document, always the same way: what says nothing new is left out, names without order are sorted. */
final class CodeWriter {

    private CodeWriter() {}

    static ObjectNode write(Code code) {
        ObjectNode root = Json.object().put("firstlight", CodeReader.VERSION);
        root.put("name", code.name());
        root.set("own", code.own().node());
        objects(root, "regions", Field.REGION, code.regions());
        if (!code.groups().isEmpty()) {
            ObjectNode groups = root.putObject("regionGroups");
            code.groups().forEach(groups::set);
        }
        ObjectNode environments = root.putObject("environments");
        code.environments().forEach((key, place) -> {
            ObjectNode environment = environments.putObject(key).put("name", place.name());
            objects(environment, "segments", Field.SEGMENT, place.segments());
            objects(environment, "flags", Field.TARGETING, place.targetings());
        });
        List<String> fields = new ArrayList<>(Field.FLAG);
        fields.add(fields.indexOf(Field.VARIANTS), Field.TYPE);
        fields.add(Field.SALT);
        objects(root, "flags", fields, code.flags());
        return root;
    }

    private static void objects(
            ObjectNode parent, String name, List<String> fields, SortedMap<String, ObjectNode> things) {
        if (things.isEmpty()) {
            return;
        }
        ObjectNode all = parent.putObject(name);
        things.forEach((key, thing) -> {
            ObjectNode node = all.putObject(key);
            for (String field : fields) {
                JsonNode value = thing.get(field);
                boolean told = field.equals("enabled") || field.equals("name");
                if (value != null && !value.isNull() && (told || !value.equals(Field.absent(field, key)))) {
                    boolean data = field.equals(Field.VARIANTS) || field.equals("schema");
                    node.set(field, data ? sorted(value) : value);
                }
            }
        });
    }

    /** Members of data have no order; elements of lists do. */
    static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var list = Json.list();
            node.forEach(element -> list.add(sorted(element)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        SortedMap<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        ObjectNode object = Json.object();
        members.forEach(object::set);
        return object;
    }
}
