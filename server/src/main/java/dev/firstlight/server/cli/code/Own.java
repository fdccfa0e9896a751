package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which fields the code decides; the console keeps the others.
 *
 * @param fields null for all
 */
record Own(@Nullable Set<String> fields) {

    static final Own ALL = new Own(null);

    static Own of(List<String> fields) {
        return new Own(new TreeSet<>(fields));
    }

    boolean has(String field) {
        return fields == null || fields.contains(field);
    }

    JsonNode node() {
        return Json.node(fields == null ? "all" : List.copyOf(fields));
    }
}
