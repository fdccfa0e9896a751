package dev.firstlight.server.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets in so many requests of each kind at once, before anything is read or asked for them: a storm of telemetry leaves
 * the console alone, and a storm of scripts the evaluations.
 */
@ApplicationScoped
class Admission {

    private static final int AFTER_THE_GATE = 8_500;
    private static final List<String> EVALUATIONS = List.of("/ofrep/", "/client/", "/api/client/", "/api/frontend");

    private final Bulkhead api;
    private final Bulkhead waiting;
    private final Bulkhead evaluations;
    private final Bulkhead telemetry;

    Admission(AdmissionConfig config) {
        this.api = new Bulkhead(config.mostApi());
        this.waiting = new Bulkhead(config.mostWaiting());
        this.evaluations = new Bulkhead(config.mostEvaluations());
        this.telemetry = new Bulkhead(config.mostTelemetry());
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, AFTER_THE_GATE);
    }

    private void admit(RoutingContext context) {
        Bulkhead kind = kind(context.request());
        if (kind == null) {
            context.next();
        } else if (kind.enter()) {
            context.addEndHandler(over -> kind.leave());
            context.next();
        } else if (kind == telemetry) {
            Refusals.tooMany(context.response());
        } else {
            Refusals.unavailable(context.response());
        }
    }

    private @Nullable Bulkhead kind(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/api/v1/")) {
            return isWaiting(path, request.query()) ? waiting : api;
        }
        if (path.equals("/client/v1/telemetry")) {
            return telemetry;
        }
        if (path.startsWith("/sdk/")) {
            return path.equals("/sdk/v1/telemetry") ? telemetry : null;
        }
        // Streams stay open, and have limits of their own.
        boolean open = path.equals("/ofrep/v1/events") || path.equals("/client/v1/stream");
        return !open && EVALUATIONS.stream().anyMatch(path::startsWith) ? evaluations : null;
    }

    /** The console's stream, and whoever asks to be answered later: they take a place for long and nothing else. */
    private static boolean isWaiting(String path, @Nullable String query) {
        return path.endsWith("/live")
                || path.endsWith("/wait")
                || (query != null && (query.startsWith("wait=") || query.contains("&wait=")));
    }
}
