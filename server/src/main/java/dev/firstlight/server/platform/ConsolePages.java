package dev.firstlight.server.platform;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The console is one page: an address that is no file and no endpoint gets that page, and the page finds its way. */
@ApplicationScoped
class ConsolePages {

    private static final List<String> ENDPOINTS =
            List.of("/api", "/sdk", "/client", "/ofrep", "/openfeature", "/mcp", "/q");

    void register(@Observes Router router) {
        router.route().last().method(HttpMethod.GET).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        boolean endpoint = ENDPOINTS.stream().anyMatch(e -> path.equals(e) || path.startsWith(e + "/"));
        if (endpoint || path.contains(".") || path.equals("/")) {
            context.next();
        } else {
            context.reroute("/index.html");
        }
    }
}
