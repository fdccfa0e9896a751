package dev.firstlight.server.ruleset;

import dev.firstlight.server.platform.Duties;
import dev.firstlight.server.platform.Duty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Ready is who has every environment's ruleset. A node that delivers goes on without the database, and must not be taken
 * away from those it serves; one that only takes edits has nothing to do without it.
 */
@Readiness
@Startup
@ApplicationScoped
class RulesetHealth implements HealthCheck {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final RulesetPublisher publisher;
    private final Duties duties;

    RulesetHealth(RulesetPublisher publisher, Duties duties) {
        this.publisher = publisher;
        this.duties = duties;
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = publisher.heardDatabaseWithin(LONGEST_SILENCE);
        return HealthCheckResponse.named("rulesets")
                .status(publisher.hasAll() && (answers || duties.has(Duty.DELIVERY)))
                .withData("loaded", publisher.hasAll())
                .withData("database answers", answers)
                .build();
    }
}
