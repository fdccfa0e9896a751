package dev.firstlight.server.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.environment.EventTokens;
import dev.firstlight.server.platform.EventConnection;
import dev.firstlight.server.platform.EventConnections;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.Affected;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams of values: all for a context first, then those that change for it. */
@ApplicationScoped
class ValueStreams {

    private static final long CHECK_KEYS_MS = 2_000;

    private final RulesetPublisher publisher;
    private final SdkCallers callers;
    private final EventTokens keys;
    private final ClientAccess access;
    private final Vertx vertx;
    private final EventConnections<ValueConnection> connections;

    ValueStreams(
            RulesetPublisher publisher,
            SdkCallers callers,
            EventTokens keys,
            ClientAccess access,
            Vertx vertx,
            ClientConfig config,
            Meters meters) {
        this.publisher = publisher;
        this.callers = callers;
        this.keys = keys;
        this.access = access;
        this.vertx = vertx;
        this.connections = new EventConnections<>(vertx, config.streams(), meters, "client");
    }

    void start(@Observes StartupEvent event) {
        publisher.listen(this::broadcast);
        connections.start();
        vertx.setPeriodic(CHECK_KEYS_MS, timer -> endRevoked());
    }

    void stop(@Observes ShutdownEvent event) {
        connections.stop();
    }

    void register(@Observes Router router) {
        router.post("/client/v1/stream").handler(this::open);
    }

    private void open(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Context loop = EventConnection.loop(routing);
        Body.read(request)
                .flatMap(body -> opening(routing, loop, body))
                .subscribe()
                .with(
                        connection -> loop.runOnContext(ignored -> connections.open(routing, connection)),
                        e -> RouteAnswers.problem(routing, e));
    }

    private Uni<ValueConnection> opening(RoutingContext routing, Context loop, Buffer body) {
        HttpServerRequest request = routing.request();
        return callers.requireAny(SdkCallers.secret(request))
                .invoke(ValueStreams::requireClient)
                .flatMap(caller -> {
                    ObjectNode sent = ClientRequest.context(body.getBytes());
                    return access.admit(caller, request, sent)
                            .call(context -> publisher.require(caller.requireEnvironment()))
                            .map(context -> new ValueConnection(
                                    routing,
                                    loop,
                                    caller.requireEnvironment(),
                                    caller.id().substring(caller.id().indexOf(':') + 1),
                                    context,
                                    request.getHeader("Last-Event-ID"),
                                    publisher));
                });
    }

    private static void requireClient(Caller caller) {
        if (!caller.permissions().contains(Role.SDK_CLIENT)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN, "This takes a client key; a server key gets rules, under /sdk/v1.");
        }
    }

    private void broadcast(@Nullable PublishedRuleset before, PublishedRuleset now) {
        if (before != null && connections.any(now.environmentId())) {
            vertx.executeBlocking(() -> visible(before, now), false)
                    .onSuccess(flags -> connections.forEach(
                            now.environmentId(), connection -> connection.offer(before, now, flags)));
        }
    }

    /** Found out once, for all who are connected. */
    private static List<String> visible(PublishedRuleset before, PublishedRuleset now) {
        return Affected.flags(before.ruleset(), now.ruleset()).stream()
                .filter(key -> Affected.isVisible(key, before.ruleset(), now.ruleset()))
                .toList();
    }

    private void endRevoked() {
        var holders = connections.holders();
        if (!holders.isEmpty()) {
            keys.alive(holders).subscribe().with(alive -> connections.endUnless(alive::contains), unknown -> {});
        }
    }
}
