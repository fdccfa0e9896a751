package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.ChangesSince;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/** Opens streams. */
@ApplicationScoped
class StreamRoute {

    private final SdkCallers callers;
    private final RulesetPublisher publisher;
    private final ChangesSince changes;
    private final Streams streams;

    StreamRoute(SdkCallers callers, RulesetPublisher publisher, ChangesSince changes, Streams streams) {
        this.callers = callers;
        this.publisher = publisher;
        this.changes = changes;
        this.streams = streams;
    }

    void register(@Observes Router router) {
        router.get("/sdk/v1/stream").handler(this::open);
    }

    private void open(RoutingContext routing) {
        String secret = SdkCallers.secret(routing.request());
        // The event loop itself, not this request's context: a broadcast then takes one task for each loop.
        Context loop = VertxContext.getRootContext(routing.vertx().getOrCreateContext());
        callers.requireServer(secret)
                .flatMap(caller -> publisher.require(caller.requireEnvironment()))
                .subscribe()
                .with(
                        ruleset -> loop.runOnContext(
                                ignored -> open(routing, loop, Objects.requireNonNull(secret), ruleset)),
                        e -> RouteAnswers.problem(routing, e));
    }

    private void open(RoutingContext routing, Context loop, String secret, PublishedRuleset ruleset) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            return;
        }
        Position from = Position.of(routing.request());
        OpenStream stream = new OpenStream(ruleset.environmentId(), secret, loop, response, from, publisher, changes);
        routing.addEndHandler(over -> streams.remove(stream));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        // A comment at once, so that a reader who is current knows that the stream is open.
        response.write(Events.COMMENT);
        streams.add(stream);
        stream.catchUp();
    }
}
