package dev.firstlight.server.platform;

import io.micrometer.core.instrument.Counter;
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

    private final Kind api;
    private final Kind waiting;
    private final Kind agents;
    private final Kind evaluations;
    private final Kind telemetry;

    private record Kind(Bulkhead places, Arrivals arrivals, Counter shed) {
        static Kind of(int most, Meters meters, String name) {
            Counter shed = meters.counter("requests.shed", "Requests for which there was no room.", "kind", name);
            return new Kind(new Bulkhead(most), new Arrivals(Math.max(1, most / 2)), shed);
        }
    }

    Admission(AdmissionConfig config, Meters meters) {
        this.api = Kind.of(config.mostApi(), meters, "api");
        this.waiting = Kind.of(config.mostWaiting(), meters, "waiting");
        this.agents = Kind.of(config.mostAgents(), meters, "agent");
        this.evaluations = Kind.of(config.mostEvaluations(), meters, "evaluation");
        this.telemetry = Kind.of(config.mostTelemetry(), meters, "telemetry");
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, AFTER_THE_GATE);
    }

    private void admit(RoutingContext context) {
        Kind kind = kind(context.request());
        if (kind == null) {
            context.next();
        } else if (kind.arrivals().enter(context) && kind.places().enter()) {
            context.addEndHandler(over -> kind.places().leave());
            context.next();
        } else {
            // Whoever has too many under way takes no place, not even while being told so.
            refuse(context, kind);
        }
    }

    private void refuse(RoutingContext context, Kind kind) {
        kind.shed().increment();
        if (kind == telemetry) {
            Refusals.tooMany(context.response());
        } else {
            Refusals.unavailable(context.response());
        }
    }

    private @Nullable Kind kind(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/api/v1/")) {
            return isWaiting(path, request.query()) ? waiting : api;
        }
        if (path.equals("/mcp")) {
            return agents;
        }
        if (path.equals("/client/v1/telemetry")) {
            return telemetry;
        }
        if (path.startsWith("/sdk/")) {
            return path.equals("/sdk/v1/telemetry") || path.startsWith("/sdk/v1/otlp/") ? telemetry : null;
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
