package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the document.
 *
 * @param pointer where it stands there (RFC 6901)
 * @param request what its requests have for a body, and where that stands
 * @param allowed the methods that the path has
 */
record Operation(
        String method,
        String path,
        String pointer,
        JsonNode body,
        JsonNode request,
        String requestPointer,
        List<Parameter> parameters,
        Set<String> allowed) {

    /** A parameter; {@code in} is path, query, header or cookie. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** As one says it. */
    String name() {
        return method + " " + path;
    }

    List<Parameter> in(String place) {
        return parameters.stream().filter(one -> one.in().equals(place)).toList();
    }

    /** The media types that the request's body may have. */
    List<String> takes() {
        List<String> types = new ArrayList<>();
        request.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    JsonNode bodySchema(String type) {
        return request.path("content").path(type).path("schema");
    }

    boolean needsBody() {
        return request.path("required").asBoolean(false);
    }

    /** The status as the document writes it, or null where it does not have it. */
    @Nullable
    String declared(int status) {
        JsonNode responses = body.path("responses");
        for (String key : List.of(Integer.toString(status), status / 100 + "XX", "default")) {
            if (responses.has(key)) {
                return key;
            }
        }
        return null;
    }

    /** One of these permissions is needed; empty where nobody needs any. */
    Set<String> permissions(JsonNode document) {
        JsonNode security = body.has("security") ? body.get("security") : document.path("security");
        Set<String> all = new LinkedHashSet<>();
        security.forEach(
                one -> one.properties().forEach(scheme -> scheme.getValue().forEach(role -> all.add(role.asText()))));
        return all;
    }

    boolean isOpen(JsonNode document) {
        JsonNode security = body.has("security") ? body.get("security") : document.path("security");
        if (security.isEmpty()) {
            return true;
        }
        for (JsonNode one : security) {
            if (one.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
