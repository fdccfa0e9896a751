package dev.firstlight.server.platform;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * The console is one page: an address that is no file and no endpoint gets that page, and the page finds its way. A
 * browser asks for the page anew each time, so that it never runs yesterday's console against today's server; what the
 * page loads is named by its content and kept.
 */
@ApplicationScoped
class ConsolePages {

    private static final String PAGE = "/index.html";
    private static final String LOADED = "/assets/";
    private static final List<String> ENDPOINTS =
            List.of("/api", "/sdk", "/client", "/ofrep", "/flagd", "/openfeature", "/scim", "/mcp", "/q");

    void register(@Observes Router router) {
        // Before the endpoints, which would answer what they do not know themselves.
        router.route().order(0).method(HttpMethod.GET).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        boolean endpoint = ENDPOINTS.stream().anyMatch(e -> path.equals(e) || path.startsWith(e + "/"));
        if (path.equals("/") || path.equals(PAGE)) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            context.next();
        } else if (endpoint || isFile(path)) {
            context.next();
        } else {
            context.reroute(PAGE);
        }
    }

    /** What the page loads; keys in other addresses may have dots. */
    private static boolean isFile(String path) {
        return path.startsWith(LOADED) || path.lastIndexOf('/') == 0 && path.contains(".");
    }
}
