package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of a flag itself. Of an edit only what is there counts; a null is the field's default.
 *
 * @param whole whether variants that it does not name are to go
 */
record FlagRequest(ObjectNode body, boolean whole) {

    private static final List<String> EDITABLE =
            List.of("name", "description", "tags", "variants", "clientVisible", "schema", "owner", "links", "lifetime");
    private static final List<String> FIXED = List.of("key", "type", "salt");
    /** What a reader gets besides. */
    private static final List<String> READ_ONLY =
            List.of("version", "createdAt", "archivedAt", "environments", "lifecycle");

    private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);
    private static final List<String> ONCE = List.of("key", "type", "offVariant", "default", "salt");

    static FlagRequest creating(ObjectNode body) {
        List<String> known = new ArrayList<>(ONCE);
        known.addAll(EDITABLE);
        return new FlagRequest(only(body, known), true);
    }

    static FlagRequest editing(ObjectNode body) {
        return new FlagRequest(only(body, EDITABLE), false);
    }

    /**
     * All of a flag, as a reader got it or shorter: what is not there gets its default.
     *
     * @param flag what cannot change, and may be said as it is
     */
    static FlagRequest replacing(ObjectNode body, ObjectNode flag) {
        ObjectNode sent = body.deepCopy();
        for (String fixed : FIXED) {
            if (sent.has(fixed) && !sent.get(fixed).equals(flag.get(fixed))) {
                throw Failure.invalid(
                        "/" + fixed,
                        "\"" + fixed + "\" is " + flag.get(fixed)
                                + " since the flag was made, and stays; leave it out.");
            }
        }
        sent.remove(FIXED);
        sent.remove(READ_ONLY);
        only(sent, EDITABLE);
        FlagRequest request = new FlagRequest(sent, true);
        request.variants();
        EDITABLE.stream().filter(field -> !sent.has(field)).forEach(sent::putNull);
        return request;
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

    /** The salt that was sent, so that a flag taken over from elsewhere keeps everybody's bucket; else a new one. */
    String salt() {
        String salt = text("salt", "");
        if (body.hasNonNull("salt") && (salt.isEmpty() || salt.length() > 64)) {
            throw Failure.invalid("/salt", "A salt has 1 to 64 characters; leave it out to get a new one.");
        }
        return salt.isEmpty() ? Ids.salt() : salt;
    }

    @Nullable
    String owner(@Nullable String absent) {
        return has("owner") ? (text("owner", "").isBlank() ? null : text("owner", "")) : absent;
    }

    /** How long the flag is meant to live, in whole days or less. */
    @Nullable
    String lifetime(@Nullable String absent) {
        if (!has("lifetime")) {
            return absent;
        }
        String lifetime = text("lifetime", "");
        if (lifetime.isEmpty()) {
            return null;
        }
        try {
            Duration parsed = Duration.parse(lifetime);
            if (!parsed.isNegative() && parsed.compareTo(LONGEST_LIFE) <= 0) {
                return lifetime;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw Failure.invalid(
                "/lifetime", "A lifetime is an ISO 8601 duration of days or less, at most 100 years, e.g. P30D.");
    }

    /** Links to what the flag belongs to: an address and, where it has one, a title. */
    String links(String absent) {
        if (!has("links")) {
            return absent;
        }
        if (!body.hasNonNull("links")) {
            return "[]";
        }
        if (!body.get("links").isArray() || body.get("links").size() > 50) {
            throw Failure.invalid("/links", "\"links\" is a list of at most 50 objects with \"url\" and \"title\".");
        }
        ArrayNode links = Json.object().arrayNode();
        for (int i = 0; i < body.get("links").size(); i++) {
            links.add(link(body.get("links").get(i), "/links/" + i));
        }
        return Json.write(links);
    }

    private static ObjectNode link(JsonNode sent, String pointer) {
        String url = sent.path("url").asText();
        if (!sent.isObject() || url.length() > 2_000 || !(url.startsWith("https://") || url.startsWith("http://"))) {
            throw Failure.invalid(pointer + "/url", "A link has a \"url\" that begins with https:// or http://.");
        }
        Iterator<String> names = sent.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!name.equals("url") && !name.equals("title")) {
                throw Failure.malformed(
                        dev.firstlight.core.Problem.at(pointer, name),
                        "Unknown field \"" + name + "\"; take it out or use one of url, title.");
            }
        }
        if (sent.has("title")
                && !(sent.get("title").isTextual() && sent.get("title").asText().length() <= 200)) {
            throw Failure.invalid(pointer + "/title", "A title is a string of at most 200 characters.");
        }
        ObjectNode link = Json.object().put("url", url);
        if (sent.has("title")) {
            link.put("title", sent.get("title").asText());
        }
        return link;
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
