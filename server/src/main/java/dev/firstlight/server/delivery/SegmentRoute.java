package dev.firstlight.server.delivery;

import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Bulkhead;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Refusals;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.PublishedSegment;
import dev.firstlight.server.ruleset.RulesetSupply;
import dev.firstlight.server.ruleset.SegmentVersions;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a large segment. Many readers ask at once, right after a change: each gets piece after piece as it takes
 * them, so that all of them together do not take the memory of as many copies.
 */
@ApplicationScoped
class SegmentRoute {

    private static final int PIECE = 8_192;

    private final ServerKeys callers;
    private final RulesetSupply publisher;
    private final SegmentVersions segments;
    private final Bulkhead payloads;

    SegmentRoute(ServerKeys callers, RulesetSupply publisher, SegmentVersions segments, Payloads payloads) {
        this.callers = callers;
        this.publisher = publisher;
        this.segments = segments;
        this.payloads = payloads.bulkhead();
    }

    void register(@Observes Router router) {
        router.get("/sdk/v1/segments/:key").handler(this::serve);
        router.route("/sdk/v1/segments/:key").handler(routing -> RouteAnswers.notAllowed(routing, "GET"));
    }

    private void serve(RoutingContext routing) {
        Context context = routing.vertx().getOrCreateContext();
        callers.requireServer(SdkCallers.secret(routing.request()))
                .flatMap(caller -> publisher.require(caller.requireEnvironment()))
                .flatMap(ruleset -> segments.require(ruleset, routing.pathParam("key"), version(routing)))
                .subscribe()
                .with(
                        segment -> context.runOnContext(ignored -> write(routing, segment)),
                        e -> RouteAnswers.problem(routing, e));
    }

    /** The version that is asked for, null for the one that is published. */
    private static @Nullable Long version(RoutingContext routing) {
        String version = routing.request().getParam("version");
        if (version == null) {
            return null;
        }
        if (!version.matches("\\d{1,18}")) {
            throw Failure.malformed(
                    "/version", "The version is a whole number; take the one that the ruleset names for the segment.");
        }
        return Long.valueOf(version);
    }

    private void write(RoutingContext routing, PublishedSegment segment) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            return;
        }
        boolean fixed = routing.request().getParam("version") != null;
        String tag = EntityTag.of(segment.version());
        response.putHeader("ETag", tag)
                .putHeader("Cache-Control", fixed ? "private, max-age=31536000, immutable" : "no-cache");
        String known = routing.request().getHeader("If-None-Match");
        if (known != null && (known.contains(tag) || known.trim().equals("*"))) {
            response.setStatusCode(304).end();
            return;
        }
        if (!payloads.enter()) {
            Refusals.unavailable(response);
            return;
        }
        routing.addEndHandler(over -> payloads.leave());
        response.putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Length", Long.toString((long) segment.count() * Long.BYTES));
        write(response, segment, 0);
    }

    private static void write(HttpServerResponse response, PublishedSegment segment, int from) {
        response.drainHandler(null);
        int at = from;
        while (at < segment.count() && !response.closed()) {
            if (response.writeQueueFull()) {
                int rest = at;
                response.drainHandler(drained -> write(response, segment, rest));
                return;
            }
            int to = Math.min(at + PIECE, segment.count());
            response.write(Buffer.buffer(segment.hashes(at, to)));
            at = to;
        }
        if (!response.closed()) {
            response.end();
        }
    }
}
