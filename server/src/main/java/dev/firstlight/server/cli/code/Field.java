package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of each kind of thing, in the order in which it is written, and what it is where nothing is said. */
final class Field {

    /** Of a flag, once: {@code type} and {@code salt} never change. */
    static final String TYPE = "type";

    static final String SALT = "salt";
    static final String VARIANTS = "variants";
    static final String OFF_VARIANT = "offVariant";
    static final String DEFAULT = "default";
    static final String TESTS = "tests";

    static final List<String> PROJECT =
            List.of("firstlight", "name", "own", "regions", "regionGroups", "environments", "flags");
    static final List<String> ENVIRONMENT = List.of("name", "segments", "flags");
    static final List<String> REGION = List.of("name", "countries", "latitude", "longitude");
    static final List<String> SEGMENT = List.of("name", "included", "excluded", "when");
    static final List<String> FLAG =
            List.of("name", "description", "owner", "tags", "links", "lifetime", VARIANTS, "schema", "clientVisible");

    /** What a flag does somewhere, as SDKs get it. */
    static final List<String> SERVED = List.of("enabled", OFF_VARIANT, "prerequisites", "targets", "rules", DEFAULT);

    /** The same, and what it has to answer there for whom. */
    static final List<String> TARGETING = concat(SERVED, List.of(TESTS));

    /** Whole kinds of things that code owns or not. */
    static final List<String> KINDS = List.of("regions", "regionGroups", "segments");

    private static final List<String> LISTS =
            List.of("countries", "included", "excluded", "tags", "links", "prerequisites", "targets", "rules", "tests");

    private Field() {}

    /** What code can own. */
    static List<String> ownable() {
        return concat(KINDS, FLAG, TARGETING);
    }

    /** All that a flag's file may say. */
    static List<String> flagFile() {
        return concat(FLAG, List.of(TYPE, SALT));
    }

    @SafeVarargs
    private static List<String> concat(List<String>... lists) {
        List<String> all = new ArrayList<>();
        Arrays.asList(lists).forEach(all::addAll);
        return List.copyOf(all);
    }

    /**
     * What a field is where nothing is said of it; null where something has to be.
     *
     * @param key the name of things that have no other; null for those that then have none
     */
    static @Nullable JsonNode absent(String field, @Nullable String key) {
        return switch (field) {
            case VARIANTS, OFF_VARIANT, DEFAULT -> null;
            case "name" -> Json.node(key);
            case "description" -> Json.node("");
            case "clientVisible", "enabled" -> Json.node(false);
            default -> LISTS.contains(field) ? Json.list() : Json.node(null);
        };
    }
}
