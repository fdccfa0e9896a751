package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.ApiClient;
import dev.firstlight.server.cli.ApiProblem;
import dev.firstlight.server.cli.Pages;
import dev.firstlight.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a project through the API. */
final class ServerReader {

    private static final int UNKNOWN = 404;

    private final ApiClient api;
    private final Map<String, Long> flags = new HashMap<>();
    private final Map<String, Long> targetings = new HashMap<>();
    private final Map<String, Long> segments = new HashMap<>();
    private final Set<String> released = new HashSet<>();
    private final Set<String> archived = new HashSet<>();

    private ServerReader(ApiClient api) {
        this.api = api;
    }

    static ServerState read(ApiClient api) {
        return new ServerReader(api).read();
    }

    private ServerState read() {
        Code code;
        boolean exists = true;
        try {
            code = Code.empty(api.get("").path("name").asText(), Own.ALL);
            read(code);
        } catch (ApiProblem e) {
            if (e.status() != UNKNOWN) {
                throw e;
            }
            exists = false;
            code = Code.empty(null, Own.ALL);
        }
        return new ServerState(exists, code, flags, targetings, segments, released, archived);
    }

    private void read(Code code) {
        JsonNode regions = api.get("/regions");
        for (JsonNode region : regions.path("regions")) {
            code.regions().put(region.path("key").asText(), only(region, Field.REGION, null));
        }
        for (JsonNode group : regions.path("groups")) {
            code.groups().put(group.path("key").asText(), plain(group.path("regions")));
        }
        for (JsonNode environment : Pages.all(api, "/environments", null)) {
            String key = environment.path("key").asText();
            Code.Place place = Code.Place.empty(environment.path("name").asText());
            for (JsonNode segment : Pages.all(api, ApiClient.path("environments", key, "segments"), null)) {
                String name = segment.path("key").asText();
                place.segments().put(name, only(segment, Field.SEGMENT, null));
                segments.put(ServerState.at(key, name), segment.path("version").asLong());
            }
            code.environments().put(key, place);
        }
        for (JsonNode flag : Pages.all(api, "/flags", "stage:any")) {
            flag(code, flag.path("key").asText(), flag);
        }
    }

    private void flag(Code code, String key, JsonNode flag) {
        if (flag.hasNonNull("archivedAt")) {
            archived.add(key);
            return;
        }
        ObjectNode own = only(flag, Field.FLAG, key);
        own.set(Field.TYPE, flag.path(Field.TYPE));
        own.set(Field.SALT, flag.path(Field.SALT));
        own.set("tags", sorted(own.path("tags")));
        code.flags().put(key, own);
        flags.put(key, flag.path("version").asLong());
        flag.path("environments").properties().forEach(one -> {
            String at = ServerState.at(one.getKey(), key);
            Code.Place place = code.environments().get(one.getKey());
            if (place != null) {
                place.targetings().put(key, only(one.getValue(), Field.TARGETING, null));
                targetings.put(at, one.getValue().path("version").asLong());
                if (one.getValue().hasNonNull("release")) {
                    released.add(at);
                }
            }
        });
    }

    /** These fields of something that the API shows, each there. */
    static ObjectNode only(JsonNode shown, List<String> fields, @org.jspecify.annotations.Nullable String key) {
        ObjectNode node = Json.object();
        for (String field : fields) {
            JsonNode value = shown.get(field);
            JsonNode absent = Field.absent(field, key);
            if (value != null && !value.isNull()) {
                node.set(field, plain(value));
            } else if (absent != null) {
                node.set(field, absent);
            }
        }
        return node;
    }

    /** With numbers that are the same where they are equal. */
    static JsonNode plain(JsonNode node) {
        return Json.node(Json.value(node));
    }

    static JsonNode sorted(JsonNode texts) {
        SortedMap<String, JsonNode> sorted = new TreeMap<>();
        texts.forEach(text -> sorted.put(text.asText(), text));
        var list = Json.list();
        sorted.values().forEach(list::add);
        return list;
    }
}
