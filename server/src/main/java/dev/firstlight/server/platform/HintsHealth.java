package dev.firstlight.server.platform;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether hints are heard. Without them a node is slower by a second, and ready all the same. */
@Readiness
@ApplicationScoped
class HintsHealth implements HealthCheck {

    private final Signals signals;

    HintsHealth(Signals signals) {
        this.signals = signals;
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
