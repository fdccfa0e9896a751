package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What operators see of telemetry, whoever in the house answers it. */
@ApplicationScoped
class TelemetryMeters {

    /** Before admission, which turns batches away too. */
    private static final int FIRST = 9_900;

    private static final Set<String> PATHS = Set.of("/sdk/v1/telemetry", "/client/v1/telemetry");

    private enum Outcome {
        ACCEPTED,
        /** There was no room; it is sent again. */
        SHED,
        /** It was wrong, or its sender was. */
        REFUSED,
        FAILED;

        static Outcome of(int status) {
            return status < 300 ? ACCEPTED : status == 429 || status == 503 ? SHED : status < 500 ? REFUSED : FAILED;
        }
    }

    private final Map<Outcome, Counter> batches = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Counter> units = new EnumMap<>(Outcome.class);

    TelemetryMeters(Meters meters, TelemetryBox box) {
        for (Outcome outcome : Outcome.values()) {
            String word = outcome.name().toLowerCase(Locale.ROOT);
            batches.put(outcome, meters.counter("telemetry.batches", "Batches of telemetry.", "outcome", word));
            units.put(
                    outcome,
                    meters.counter("telemetry.units", "Units in the batches that were read.", "outcome", word));
        }
        meters.gauge("telemetry.waiting.units", "Units that wait to be written.", box::waiting);
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, FIRST);
    }

    private void count(RoutingContext context) {
        if (PATHS.contains(context.request().path())) {
            context.addEndHandler(
                    over -> increment(batches, Outcome.of(context.response().getStatusCode()), 1));
        }
        context.next();
    }

    /** Units are in the database. */
    void accepted(int many) {
        increment(units, Outcome.ACCEPTED, many);
    }

    /** Units were read and not kept. */
    void lost(int many, Throwable why) {
        boolean shed = why instanceof Failure failure && failure.kind() == Failure.Kind.TOO_MANY;
        increment(units, shed ? Outcome.SHED : Outcome.FAILED, many);
    }

    private static void increment(Map<Outcome, Counter> counters, Outcome outcome, int by) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment(by);
        }
    }
}
