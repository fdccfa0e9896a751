package dev.firstlight.openfeature;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.client.Status;
import dev.firstlight.client.Subscription;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.TrackingEventDetails;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.exceptions.ProviderNotReadyError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers OpenFeature's SDK from a client, which it closes with itself. */
public final class FirstlightProvider extends EventProvider {

    private static final String NAME = "Firstlight";
    private static final Duration READY = Duration.ofSeconds(10);

    private final FlagClient client;
    private final Duration readyTimeout;
    private final List<Subscription> subscriptions = new ArrayList<>();

    /**
     * A provider whose start waits ten seconds for the first ruleset at most.
     *
     * @param client what answers; the provider closes it
     */
    public FirstlightProvider(FlagClient client) {
        this(client, READY);
    }

    /**
     * A provider of this client's flags.
     *
     * @param client what answers; the provider closes it
     * @param readyTimeout how long the start waits for the first ruleset
     */
    public FirstlightProvider(FlagClient client, Duration readyTimeout) {
        this.client = Objects.requireNonNull(client, "client");
        this.readyTimeout = Objects.requireNonNull(readyTimeout, "readyTimeout");
    }

    @Override
    public Metadata getMetadata() {
        return () -> NAME;
    }

    /**
     * Waits for the first ruleset.
     *
     * @throws FatalError where the server refuses the key
     * @throws ProviderNotReadyError where none came in time; the provider goes on trying, and says so when it is ready
     */
    @Override
    public void initialize(EvaluationContext context) {
        boolean had = client.awaitReady(readyTimeout);
        Status status = client.status();
        synchronized (subscriptions) {
            subscriptions.add(client.onStatus(this::tell));
            subscriptions.add(client.onChanges(flags -> emitProviderConfigurationChanged(ProviderEventDetails.builder()
                    .flagsChanged(List.copyOf(flags))
                    .build())));
        }
        if (status.state() == Status.State.ERROR) {
            throw new FatalError(status.reason());
        }
        if (!had) {
            throw new ProviderNotReadyError(status.reason());
        }
        if (status.state() == Status.State.STALE) {
            tell(status); // OpenFeature's SDK takes the end of the start for READY; events come after it
        }
    }

    private void tell(Status status) {
        ProviderEventDetails details =
                ProviderEventDetails.builder().message(status.reason()).build();
        switch (status.state()) {
            case READY -> emitProviderReady(details);
            case STALE -> emitProviderStale(details);
            case ERROR ->
                emitProviderError(ProviderEventDetails.builder()
                        .message(status.reason())
                        .errorCode(ErrorCode.PROVIDER_FATAL)
                        .build());
            case NOT_READY -> {}
        }
    }

    /** Closes the client. */
    @Override
    public void shutdown() {
        synchronized (subscriptions) {
            subscriptions.forEach(Subscription::close);
            subscriptions.clear();
        }
        super.shutdown();
        client.close();
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String key, Boolean fallback, @Nullable EvaluationContext context) {
        return Details.of(client.boolEvaluation(key, Contexts.of(context), fallback));
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(
            String key, String fallback, @Nullable EvaluationContext context) {
        return Details.of(client.stringEvaluation(key, Contexts.of(context), fallback));
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(
            String key, Integer fallback, @Nullable EvaluationContext context) {
        FlagEvaluation<Long> evaluation = client.intEvaluation(key, Contexts.of(context), fallback);
        long value = evaluation.value();
        if (value != (int) value) {
            return ProviderEvaluation.<Integer>builder()
                    .value(fallback)
                    .reason(Reason.ERROR.name())
                    .errorCode(ErrorCode.TYPE_MISMATCH)
                    .errorMessage("The value has more than 32 bits; ask for a long or a double.")
                    .flagMetadata(Details.metadata(evaluation.metadata()))
                    .build();
        }
        return Details.of(evaluation, (int) value);
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(String key, Long fallback, @Nullable EvaluationContext context) {
        return Details.of(client.intEvaluation(key, Contexts.of(context), fallback));
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(
            String key, Double fallback, @Nullable EvaluationContext context) {
        return Details.of(client.doubleEvaluation(key, Contexts.of(context), fallback));
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(
            String key, Value fallback, @Nullable EvaluationContext context) {
        FlagEvaluation<Map<String, Object>> evaluation = client.objectEvaluation(key, Contexts.of(context), Map.of());
        return Details.of(evaluation, evaluation.errorCode() == null ? Details.value(evaluation.value()) : fallback);
    }

    /** Reports that the event of a metric of this name happened, or, with a value, what was measured. */
    @Override
    public void track(
            String trackingEventName, @Nullable EvaluationContext context, @Nullable TrackingEventDetails details) {
        Optional<Number> value = details == null ? Optional.empty() : details.getValue();
        if (value.isPresent()) {
            client.track(trackingEventName, Contexts.of(context), value.get().doubleValue());
        } else {
            client.track(trackingEventName, Contexts.of(context));
        }
    }
}
