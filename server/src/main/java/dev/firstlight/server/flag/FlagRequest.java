package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says of a flag itself. Of an edit only what is there counts; a null is the field's default. */
record FlagRequest(ObjectNode body) {

    private static final List<String> EDITABLE =
            List.of("name", "description", "tags", "variants", "clientVisible", "schema");
    private static final List<String> ONCE = List.of("key", "type", "offVariant", "default");

    static FlagRequest creating(ObjectNode body) {
        List<String> known = new ArrayList<>(ONCE);
        known.addAll(EDITABLE);
        return new FlagRequest(only(body, known));
    }

    static FlagRequest editing(ObjectNode body) {
        return new FlagRequest(only(body, EDITABLE));
    }

    private static ObjectNode only(ObjectNode body, List<String> known) {
        List<Problem.Entry> unknown = new ArrayList<>();
        Iterator<String> names = body.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                unknown.add(new Problem.Entry(
                        dev.firstlight.core.Problem.at("", name),
                        "Unknown field \"" + name + "\"; take it out or use one of " + String.join(", ", known) + "."));
            }
        }
        if (!unknown.isEmpty()) {
            throw Failure.malformed(unknown);
        }
        return body;
    }

    String key() {
        return Ids.requireKey(text("key", ""), "/key");
    }

    ValueType type() {
        ValueType type = ValueType.of(text("type", ""));
        if (type == null) {
            throw Failure.invalid("/type", "A flag's type is boolean, string, integer, number or object.");
        }
        return type;
    }

    boolean has(String field) {
        return body.has(field);
    }

    String text(String field, String absent) {
        if (!body.hasNonNull(field)) {
            return absent;
        }
        if (!body.get(field).isTextual() || body.get(field).asText().length() > 2_000) {
            throw Failure.invalid("/" + field, "\"" + field + "\" is a string of at most 2,000 characters.");
        }
        return body.get(field).asText();
    }

    boolean bool(String field, boolean absent) {
        if (!body.hasNonNull(field)) {
            return absent;
        }
        if (!body.get(field).isBoolean()) {
            throw Failure.invalid("/" + field, "\"" + field + "\" is true or false.");
        }
        return body.get(field).booleanValue();
    }

    String tags(String absent) {
        if (!body.hasNonNull("tags")) {
            return absent;
        }
        if (!body.get("tags").isArray()) {
            throw Failure.invalid("/tags", "\"tags\" is a list of strings.");
        }
        Set<String> tags = new java.util.LinkedHashSet<>();
        for (int i = 0; i < body.get("tags").size(); i++) {
            if (!body.get("tags").get(i).isTextual()) {
                throw Failure.invalid("/tags/" + i, "A tag is a string.");
            }
            tags.add(body.get("tags").get(i).asText());
        }
        return Json.write(tags);
    }

    /** Refuses variants that the schema does not allow, and a schema where there is nothing for it to describe. */
    static void check(ValueType type, @Nullable ObjectNode schema, ObjectNode variants) {
        if (schema == null) {
            return;
        }
        if (type != ValueType.OBJECT) {
            throw Failure.invalid("/schema", "Only a flag of type object has a schema; remove it.");
        }
        VariantSchema.of(schema).check(variants);
    }

    ObjectNode variants() {
        if (!(body.get("variants") instanceof ObjectNode variants) || variants.isEmpty()) {
            throw Failure.invalid("/variants", "\"variants\" is an object of at least one name with its value.");
        }
        return variants;
    }

    /** The variant served while the flag is off: the one named, else "off", else the last. */
    String offVariant() {
        ObjectNode variants = variants();
        String named = text("offVariant", "");
        if (!named.isEmpty()) {
            return named;
        }
        @Nullable String last = null;
        Iterator<String> names = variants.fieldNames();
        while (names.hasNext()) {
            last = names.next();
        }
        return variants.has("off") || last == null ? "off" : last;
    }
}
