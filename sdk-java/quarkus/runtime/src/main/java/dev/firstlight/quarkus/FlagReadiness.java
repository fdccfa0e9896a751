package dev.firstlight.quarkus;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.Status;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** How the client stands. Flags that cannot be had are no reason to take an application down, unless it says so. */
@Readiness
@Singleton
class FlagReadiness implements HealthCheck {

    private final FlagClient client;
    private final FirstlightConfig config;

    FlagReadiness(FlagClient client, FirstlightConfig config) {
        this.client = client;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Status status = client.status();
        boolean served = client.counts().revision() > 0;
        return HealthCheckResponse.named("Firstlight")
                .status(served || !config.required())
                .withData("state", status.state().name())
                .withData("reason", status.reason())
                .withData("revision", client.counts().revision())
                .build();
    }
}
