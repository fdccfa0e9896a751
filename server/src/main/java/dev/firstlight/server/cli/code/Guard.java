package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.cli.ApiClient;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;

/** Looks again, right before a change whose request takes no {@code If-Match}, at what it changes. */
final class Guard {

    private final ApiClient api;
    private final ServerState state;

    Guard(ApiClient api, ServerState state) {
        this.api = api;
        this.state = state;
    }

    void region(String key) {
        JsonNode now = find(api.get("/regions").path("regions"), key);
        JsonNode then = state.code().regions().get(key);
        require(
                "region " + key,
                now.isMissingNode()
                        ? then == null
                        : ServerReader.only(now, Field.REGION, null).equals(then));
    }

    void group(String key) {
        JsonNode now = find(api.get("/regions").path("groups"), key);
        JsonNode then = state.code().groups().get(key);
        require(
                "region group " + key,
                now.isMissingNode() ? then == null : now.path("regions").equals(then));
    }

    void segment(String environment, String key) {
        JsonNode now = api.get(ApiClient.path("environments", environment, "segments", key));
        Long then = state.segments().get(ServerState.at(environment, key));
        require(
                "segment " + environment + "/" + key,
                then != null && then == now.path("version").asLong());
    }

    private static JsonNode find(JsonNode list, String key) {
        for (JsonNode one : list) {
            if (one.path("key").asText().equals(key)) {
                return one;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static void require(String what, boolean same) {
        if (!same) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "Somebody changed the " + what + " since it was read; plan again.");
        }
    }
}
