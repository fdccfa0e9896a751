package dev.firstlight.server.ruleset;

import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What operators see of publishing. */
@ApplicationScoped
class PublicationMeters {

    private final Meters meters;
    private final Timer delay;
    private final Counter published;
    private final Counter failed;

    PublicationMeters(Meters meters) {
        this.meters = meters;
        this.delay = meters.timer(
                "publish.delay",
                "From the beginning of the transaction that made a revision until this node publishes it.");
        this.published = meters.counter("rulesets.published", "Rulesets that took the place of an earlier one.");
        this.failed = meters.counter("ruleset.load.failures", "Rulesets that could not be loaded.");
    }

    /** Shows what a publisher holds. */
    void watch(RulesetPublisher publisher) {
        meters.gauge("environments", "Environments whose ruleset this node has.", publisher::environments);
        meters.gauge("ruleset.bytes", "All rulesets as JSON, as they were last asked for whole.", publisher::bytes);
        meters.gauge(
                "database.silence.seconds",
                "Since the database last said where environments are.",
                publisher::databaseSilence);
    }

    /** A ruleset is served; {@code age} is how old the first change in it is, null where that is not known. */
    void published(@Nullable Duration age) {
        published.increment();
        if (age != null) {
            delay.record(age);
        }
    }

    void failed() {
        failed.increment();
    }
}
