package dev.firstlight.server.clientaccess;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.RouteAnswers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins read answers, of the endpoints for clients alone. A preflight carries no key, so it is
 * answered by the lists of all environments; the request itself is then held to the list of its key's own.
 */
@ApplicationScoped
class Cors {

    private static final int AFTER_THE_GATE = 9_500;
    private static final List<String> PATHS = List.of("/ofrep/", "/client/", "/api/frontend");
    private static final String SECONDS_TO_KEEP = "600";
    private static final String HEADERS = "[A-Za-z0-9, _-]{1,1000}";

    private final ClientAccess access;

    Cors(ClientAccess access) {
        this.access = access;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_GATE);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (PATHS.stream().noneMatch(request.path()::startsWith)) {
            context.next();
            return;
        }
        context.response().headers().add("Vary", "Origin");
        String origin = foreignOrigin(request);
        if (origin == null) {
            context.next();
            return;
        }
        Boolean known = access.anyListsNow(origin);
        if (known != null) {
            answer(context, origin, known);
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        request.pause();
        access.anyLists(origin)
                .subscribe()
                .with(
                        listed -> loop.runOnContext(ignored -> {
                            request.resume();
                            answer(context, origin, listed);
                        }),
                        e -> RouteAnswers.problem(context, e));
    }

    private static void answer(RoutingContext context, String origin, boolean listed) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (listed) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "ETag, Retry-After");
        }
        String method = request.getHeader("Access-Control-Request-Method");
        if (request.method() != HttpMethod.OPTIONS || method == null) {
            context.next();
            return;
        }
        if (!listed) {
            RouteAnswers.problem(
                    context,
                    Failure.of(
                            Failure.Kind.FORBIDDEN, "No environment lets pages of " + origin + " ask with its keys."));
            return;
        }
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null && headers.matches(HEADERS)) {
            response.putHeader("Access-Control-Allow-Headers", headers);
        }
        response.putHeader("Access-Control-Allow-Methods", "GET, POST")
                .putHeader("Access-Control-Max-Age", SECONDS_TO_KEEP)
                .setStatusCode(204)
                .end();
    }

    /** The origin of the page that asks, null where none is said or it is the server's own. */
    static @Nullable String foreignOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || request.authority() == null) {
            return origin;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return request.authority().toString().equalsIgnoreCase(authority) ? null : origin;
        } catch (IllegalArgumentException e) {
            return origin;
        }
    }
}
