package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Addresses;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.AllowedMethods;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.RouteAnswers;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who comes to {@code /mcp}, and with what: API tokens, one message a request, and no page of somebody else's. A node keeps
 * nothing of an agent between two requests, so that any node answers any of them.
 */
@ApplicationScoped
class AgentGate {

    private static final int EARLY = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;
    private static final String DOOR = "/mcp";
    /** What the library speaks; where it does not, it would keep what it began. */
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    private static final String SESSION = "Mcp-Session-Id";

    private final McpConfig config;
    private final Addresses addresses;
    private final ConnectionManager connections;

    AgentGate(McpConfig config, Addresses addresses, ConnectionManager connections, AllowedMethods allowed) {
        this.config = config;
        this.addresses = addresses;
        this.connections = connections;
        allowed.add(DOOR, "POST");
    }

    void register(@Observes Router router) {
        BodyHandler body = BodyHandler.create(false);
        router.routeWithRegex(DOOR + "(?:/.*)?")
                .order(EARLY)
                .handler(this::enter)
                .handler(routing -> {
                    routing.request().resume();
                    body.handle(routing);
                })
                .handler(this::read)
                .failureHandler(AgentGate::failed);
    }

    private void enter(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!config.enabled()) {
            RouteAnswers.problem(
                    routing,
                    Failure.of(Failure.Kind.UNKNOWN, "Agents are not let in here; see firstlight.mcp.enabled."));
            return;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            RouteAnswers.problem(
                    routing,
                    Failure.of(
                            Failure.Kind.UNAUTHENTICATED,
                            "Send an API token as \"Authorization: Bearer fla_…\"; nothing else opens this door."));
            return;
        }
        QuarkusHttpUser.getSecurityIdentity(routing, null)
                .invoke(identity -> check(request, identity))
                .subscribe()
                .with(
                        identity -> {
                            if (request.method() != HttpMethod.POST) {
                                RouteAnswers.notAllowed(routing, "POST");
                            } else {
                                routing.next();
                            }
                        },
                        e -> RouteAnswers.problem(routing, e));
    }

    private void check(HttpServerRequest request, @Nullable SecurityIdentity identity) {
        if (identity == null || !identity.hasRole(Role.BELONG)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "This takes an API token (fla_…); an SDK key opens nothing here.");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.equalsIgnoreCase(addresses.base())) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "Pages of " + origin + " may not ask here; only those of " + addresses.base() + " may.");
        }
        if (!DOOR.equals(request.path())) {
            throw Failure.of(Failure.Kind.UNKNOWN, "There is nothing at this address; agents come to " + DOOR + ".");
        }
    }

    /** What the protocol's library does not ask, or not so plainly. */
    private void read(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = routing.response();
        try {
            ObjectNode message = Json.readWhole(
                    routing.body().buffer() == null
                            ? new byte[0]
                            : routing.body().buffer().getBytes());
            String accept = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
            if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
                throw Failure.of(
                        Failure.Kind.MALFORMED, "Send \"Accept: application/json, text/event-stream\", as MCP has it.");
            }
            String version = request.getHeader("Mcp-Protocol-Version");
            if (version != null && !VERSIONS.contains(version)) {
                throw Failure.of(
                        Failure.Kind.MALFORMED,
                        "This speaks the versions " + String.join(", ", VERSIONS) + " of MCP; not " + version + ".");
            }
            if (AgentMessage.isNotice(message)) {
                // There is nothing that it could be about: nobody is remembered, and nothing waits.
                response.setStatusCode(202).end();
                return;
            }
            ObjectNode refusal = AgentMessage.refusal(message);
            if (refusal != null) {
                response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(refusal.toString());
                return;
            }
            ((RoutingContextInternal) routing)
                    .setBody(Buffer.buffer(AgentMessage.plain(message).toString()));
        } catch (Failure e) {
            RouteAnswers.problem(routing, e);
            return;
        }
        request.headers().remove(SESSION);
        routing.addHeadersEndHandler(written -> {
            String session = response.headers().get(SESSION);
            if (session != null) {
                connections.remove(session);
                response.headers().remove(SESSION);
            }
        });
        routing.next();
    }

    private static void failed(RoutingContext routing) {
        RouteAnswers.problem(
                routing,
                routing.failure() != null
                        ? routing.failure()
                        : routing.statusCode() == 413
                                ? Failure.of(Failure.Kind.TOO_LARGE, "The body is too large.")
                                : Failure.of(Failure.Kind.MALFORMED, "This is no message of MCP."));
    }
}
