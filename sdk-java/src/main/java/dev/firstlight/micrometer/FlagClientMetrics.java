package dev.firstlight.micrometer;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.Status;
import dev.firstlight.telemetry.TelemetryCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Binds a client's figures to a registry: {@code firstlight.status} (1 for the state that it is in, 0 for the others),
 * {@code firstlight.revision}, {@code firstlight.rulesets}, {@code firstlight.evaluations},
 * {@code firstlight.telemetry.waiting}, {@code firstlight.telemetry.dropped} and {@code firstlight.telemetry.batches}. They
 * cost evaluations nothing, since they are read when the registry is.
 */
public final class FlagClientMetrics implements MeterBinder {

    private final FlagClient client;
    private final Tags tags;

    /**
     * Figures of this client.
     *
     * @param client whose figures they are
     */
    public FlagClientMetrics(FlagClient client) {
        this(client, Tags.empty());
    }

    /**
     * Figures of this client.
     *
     * @param client whose figures they are
     * @param tags on all of them, to tell several clients apart
     */
    public FlagClientMetrics(FlagClient client, Tags tags) {
        this.client = client;
        this.tags = tags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Status.State state : Status.State.values()) {
            Gauge.builder("firstlight.status", client, of -> of.status().state() == state ? 1 : 0)
                    .description("1 for the state that the client is in")
                    .tags(tags)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("firstlight.revision", client, of -> of.counts().revision())
                .description("The revision of the ruleset that is served")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("firstlight.rulesets", client, of -> of.counts().rulesets())
                .description("Rulesets taken over")
                .tags(tags)
                .register(registry);
        count(
                registry,
                "firstlight.evaluations",
                "Evaluations that were counted into batches",
                TelemetryCounts::evaluations);
        Gauge.builder("firstlight.telemetry.waiting", client, of -> of.counts()
                        .telemetry()
                        .waiting())
                .description("Exposures and outcomes that wait to be sent")
                .tags(tags)
                .register(registry);
        count(
                registry,
                "firstlight.telemetry.dropped",
                "Evaluations, exposures and outcomes that are lost to the server",
                TelemetryCounts::dropped);
        batches(registry, "sent", TelemetryCounts::sent);
        batches(registry, "failed", TelemetryCounts::failed);
    }

    private void count(MeterRegistry registry, String name, String what, ToDoubleFunction<TelemetryCounts> figure) {
        FunctionCounter.builder(
                        name, client, of -> figure.applyAsDouble(of.counts().telemetry()))
                .description(what)
                .tags(tags)
                .register(registry);
    }

    private void batches(MeterRegistry registry, String outcome, ToDoubleFunction<TelemetryCounts> figure) {
        FunctionCounter.builder(
                        "firstlight.telemetry.batches",
                        client,
                        of -> figure.applyAsDouble(of.counts().telemetry()))
                .description("Batches, and attempts to send one that failed")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry);
    }
}
