package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A request to the API that is made of a tool's arguments.
 *
 * @param path with arguments in braces
 * @param query arguments that go into the query
 * @param body arguments that go into the body, under their own names
 */
record ApiRequest(HttpMethod method, String path, List<String> query, List<String> body) {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** One that looks. */
    static ApiRequest get(String path, String... query) {
        return new ApiRequest(HttpMethod.GET, path, List.of(query), List.of());
    }

    /** One with a body. */
    static ApiRequest post(String path, String... body) {
        return new ApiRequest(HttpMethod.POST, path, List.of(), List.of(body));
    }

    /** The same with arguments in the query. */
    ApiRequest asking(String... names) {
        return new ApiRequest(method, path, List.of(names), body);
    }

    /** The address, path and query. */
    String uri(ObjectNode arguments) {
        String filled = PARAMETER
                .matcher("/api/v1" + path)
                .replaceAll(found -> escaped(arguments.get(found.group(1)).asText()));
        StringJoiner all = new StringJoiner("&", filled + "?", "").setEmptyValue(filled);
        for (String name : query) {
            JsonNode value = arguments.get(name);
            if (value != null) {
                all.add(name + "=" + escaped(value.asText()));
            }
        }
        return all.toString();
    }

    /** The body, as the API takes it. */
    ObjectNode content(ObjectNode arguments) {
        ObjectNode content = Json.object();
        for (String name : body) {
            JsonNode value = arguments.get(name);
            if (value != null) {
                content.set(name, value);
            }
        }
        return content;
    }

    /** Nothing that an argument holds makes another path or another parameter of it. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
