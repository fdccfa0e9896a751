package dev.firstlight.server.platform;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether hints are heard. Without them a node is slower by a second, and ready all the same. */
@Startup
@Readiness
@ApplicationScoped
class HintsHealth implements HealthCheck {

    private final Signals signals;

    HintsHealth(Signals signals, Meters meters) {
        this.signals = signals;
        meters.gauge("hints.heard", "1 where this node hears of changes at once.", () -> signals.isListening() ? 1 : 0);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("hints")
                .up()
                .withData("by", signals.by())
                .withData("heard", signals.isListening())
                .build();
    }
}
