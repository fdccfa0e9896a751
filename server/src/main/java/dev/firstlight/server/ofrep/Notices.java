package dev.firstlight.server.ofrep;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.environment.EventTokens;
import dev.firstlight.server.platform.EventConnection;
import dev.firstlight.server.platform.EventConnections;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.Affected;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** The protocol's event streams: tell a provider to ask again where an answer it has may differ. */
@ApplicationScoped
class Notices {

    static final String PATH = "/ofrep/v1/events";
    private static final long CHECK_KEYS_MS = 2_000;

    private final RulesetPublisher publisher;
    private final EventTokens tokens;
    private final ClientAccess access;
    private final Vertx vertx;
    private final EventConnections<NoticeConnection> connections;

    Notices(
            RulesetPublisher publisher,
            EventTokens tokens,
            ClientAccess access,
            Vertx vertx,
            EventsConfig config,
            Meters meters) {
        this.publisher = publisher;
        this.tokens = tokens;
        this.access = access;
        this.vertx = vertx;
        this.connections = new EventConnections<>(vertx, config.streams(), meters, "ofrep");
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
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext routing) {
        Context loop = EventConnection.loop(routing);
        tokens.require(routing.request().getParam("token"))
                .call(opened -> access.admit(opened.caller(), routing.request()))
                .call(opened -> publisher.require(opened.caller().requireEnvironment()))
                .subscribe()
                .with(
                        opened -> loop.runOnContext(
                                ignored -> connections.open(routing, connection(routing, loop, opened))),
                        e -> RouteAnswers.problem(routing, e));
    }

    private NoticeConnection connection(RoutingContext routing, Context loop, EventTokens.Opened opened) {
        Position last = Position.of(routing.request().getHeader("Last-Event-ID"));
        return new NoticeConnection(
                routing,
                loop,
                opened.caller().requireEnvironment(),
                opened.token().keyId(),
                opened.caller().permissions().contains(Role.SDK_SERVER),
                last.or(Position.of(opened.token().position())),
                publisher);
    }

    private void broadcast(@Nullable PublishedRuleset before, PublishedRuleset now) {
        if (connections.any(now.environmentId())) {
            vertx.executeBlocking(() -> isSeen(before, now), false).onSuccess(seen -> {
                Buffer notice = NoticeConnection.notice(now);
                connections.forEach(now.environmentId(), connection -> {
                    if (seen || connection.seesAll()) {
                        connection.offer(notice);
                    }
                });
            });
        }
    }

    private static boolean isSeen(@Nullable PublishedRuleset before, PublishedRuleset now) {
        return before == null
                || Affected.flags(before.ruleset(), now.ruleset()).stream()
                        .anyMatch(key -> Affected.isVisible(key, before.ruleset(), now.ruleset()));
    }

    private void endRevoked() {
        var holders = connections.holders();
        if (!holders.isEmpty()) {
            tokens.alive(holders).subscribe().with(alive -> connections.endUnless(alive::contains), unknown -> {});
        }
    }
}
