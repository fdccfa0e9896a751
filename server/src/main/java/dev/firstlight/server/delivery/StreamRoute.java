package dev.firstlight.server.delivery;

import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Bulkhead;
import dev.firstlight.server.platform.Refusals;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetSupply;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/** Opens streams, as many at once as there is room for. */
@ApplicationScoped
class StreamRoute {

    private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence UNBUFFERED = HttpHeaders.createOptimized("X-Accel-Buffering");
    private static final CharSequence NO = HttpHeaders.createOptimized("no");

    private final ServerKeys callers;
    private final RulesetSupply publisher;
    private final Editions editions;
    private final Streams streams;
    private final Payloads payloads;
    private final Bulkhead connecting;

    StreamRoute(
            ServerKeys callers,
            RulesetSupply publisher,
            Editions editions,
            Streams streams,
            Payloads payloads,
            DeliveryConfig config) {
        this.callers = callers;
        this.publisher = publisher;
        this.editions = editions;
        this.streams = streams;
        this.payloads = payloads;
        this.connecting = new Bulkhead(config.mostConnecting());
    }

    void register(@Observes Router router) {
        router.get("/sdk/v1/stream").order(RulesetRoute.EARLY).handler(this::open);
        router.route("/sdk/v1/stream").handler(routing -> RouteAnswers.notAllowed(routing, "GET"));
    }

    private void open(RoutingContext routing) {
        if (!connecting.enter()) {
            streams.refused();
            Refusals.unavailable(routing.response());
            return;
        }
        if (!streams.enter()) {
            connecting.leave();
            streams.refused();
            Refusals.unavailable(routing.response());
            return;
        }
        // Not by the routing context, which would then be kept as long as the stream.
        routing.response().endHandler(over -> streams.leave());
        String secret = SdkCallers.secret(routing.request());
        // The event loop itself, not this request's context: a broadcast then takes one task for each loop.
        Context loop = VertxContext.getRootContext(routing.vertx().getOrCreateContext());
        callers.requireServer(secret)
                .flatMap(caller -> publisher.require(caller.requireEnvironment()))
                .onTermination()
                .invoke(connecting::leave)
                .subscribe()
                .with(
                        ruleset -> loop.runOnContext(ignored ->
                                open(routing, loop, callers.shared(Objects.requireNonNull(secret)), ruleset)),
                        e -> RouteAnswers.problem(routing, e));
    }

    private void open(RoutingContext routing, Context loop, String secret, PublishedRuleset ruleset) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            return;
        }
        Position from = Position.of(routing.request());
        if (from.revision() < 1 && payloads.isFull()) {
            streams.refused();
            Refusals.unavailable(response);
            return;
        }
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENTS)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader(UNBUFFERED, NO);
        // A comment at once, so that a reader who is current knows that the stream is open.
        response.write(Events.COMMENT.text());
        OpenStream stream = new OpenStream(
                ruleset.environmentId(), secret, loop, routing.request(), from, editions, payloads.bulkhead());
        response.endHandler(over -> {
            streams.remove(stream);
            streams.leave();
        });
        // What has been read and what has been sent is of no more use, and there are thousands of it.
        routing.request().headers().clear();
        response.headers().clear();
        streams.add(stream);
        stream.catchUp();
    }
}
