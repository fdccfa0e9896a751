package dev.firstlight.server.relay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.source.SourceListener.Link;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Whether a relay can serve: it has a ruleset of each environment, however old, unless the server refuses its key. */
final class Health {

    private final Following following;

    Health(Following following) {
        this.following = following;
    }

    void register(Router router) {
        router.get("/q/health/live").handler(routing -> answer(routing, true));
        router.get("/q/health/ready").handler(routing -> answer(routing, isReady()));
        router.get("/q/health/started").handler(routing -> answer(routing, isReady()));
    }

    private boolean isReady() {
        return following.all().stream().allMatch(one -> one.current() != null || one.link() == Link.REFUSED);
    }

    private void answer(RoutingContext routing, boolean up) {
        ObjectNode node = Json.object().put("status", up ? "UP" : "DOWN");
        ArrayNode checks = node.putArray("checks");
        following.all().forEach(one -> {
            PublishedRuleset current = one.current();
            ObjectNode check = checks.addObject()
                    .put("name", current == null ? "environment " + one.id() : name(current))
                    .put("status", current == null ? "DOWN" : "UP");
            ObjectNode data = check.putObject("data")
                    .put("link", one.link().name().toLowerCase(java.util.Locale.ROOT))
                    .put("reason", one.reason());
            if (current != null) {
                data.put("position", current.position());
            }
        });
        routing.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(Json.write(node));
    }

    private static String name(PublishedRuleset current) {
        return current.ruleset().project() + "/" + current.ruleset().environment();
    }
}
