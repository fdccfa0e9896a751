package dev.firstlight.client;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.ValueType;
import dev.firstlight.source.KillListStatus;
import dev.firstlight.source.KillSource;
import dev.firstlight.source.RulesetSource;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.telemetry.Telemetry;
import dev.firstlight.telemetry.TelemetryConfig;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the flags of one environment. Made once and shared by all threads; {@link #close} it when the application
 * stops. Once it is built nothing it does throws, whatever becomes of the server: an evaluation that fails answers the
 * fallback. No evaluation waits for anything.
 */
public final class FlagClient implements AutoCloseable {

    private final Context base;
    private final Link link;
    private final RulesetSource source;
    private final @Nullable Telemetry telemetry;

    FlagClient(SourceConfig source, @Nullable KillSource kills, @Nullable TelemetryConfig reports, Context base) {
        this.base = base;
        this.telemetry = reports == null ? null : new Telemetry(reports);
        this.link = new Link(telemetry);
        this.source = new RulesetSource(source, kills, link);
    }

    void start() {
        source.start();
    }

    /** A builder without any setting. */
    public static FlagClientBuilder builder() {
        return new FlagClientBuilder();
    }

    /**
     * Waits until there is a ruleset to evaluate, from the server or from the file of an earlier run.
     *
     * @param timeout the longest wait
     * @return false where none came in time, or the server refuses the key, or the waiting thread was interrupted
     */
    public boolean awaitReady(Duration timeout) {
        return link.awaitRuleset(timeout);
    }

    /** How the client stands now. */
    public Status status() {
        return link.status();
    }

    /** The kill list that is in force; null where the client was given none. */
    public @Nullable KillListStatus killList() {
        return source.killList();
    }

    /**
     * A boolean flag's value.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     */
    public boolean boolValue(String key, Context context, boolean fallback) {
        return evaluate(key, context, ValueType.BOOLEAN).value() instanceof Boolean value ? value : fallback;
    }

    /** As {@link #boolValue}, with how it came about. */
    public FlagEvaluation<Boolean> boolEvaluation(String key, Context context, boolean fallback) {
        Evaluation evaluation = evaluate(key, context, ValueType.BOOLEAN);
        return FlagEvaluation.of(evaluation.value() instanceof Boolean value ? value : fallback, evaluation);
    }

    /**
     * A string flag's value.
     *
     * @param fallback the answer where the evaluation fails
     */
    public String stringValue(String key, Context context, String fallback) {
        return evaluate(key, context, ValueType.STRING).value() instanceof String value ? value : fallback;
    }

    /** As {@link #stringValue}, with how it came about. */
    public FlagEvaluation<String> stringEvaluation(String key, Context context, String fallback) {
        Evaluation evaluation = evaluate(key, context, ValueType.STRING);
        return FlagEvaluation.of(evaluation.value() instanceof String value ? value : fallback, evaluation);
    }

    /**
     * An integer flag's value.
     *
     * @param fallback the answer where the evaluation fails
     */
    public long intValue(String key, Context context, long fallback) {
        return evaluate(key, context, ValueType.INTEGER).value() instanceof Double value ? value.longValue() : fallback;
    }

    /** As {@link #intValue}, with how it came about. */
    public FlagEvaluation<Long> intEvaluation(String key, Context context, long fallback) {
        Evaluation evaluation = evaluate(key, context, ValueType.INTEGER);
        return FlagEvaluation.of(evaluation.value() instanceof Double value ? value.longValue() : fallback, evaluation);
    }

    /**
     * A number or integer flag's value.
     *
     * @param fallback the answer where the evaluation fails
     */
    public double doubleValue(String key, Context context, double fallback) {
        return evaluate(key, context, ValueType.NUMBER).value() instanceof Double value ? value : fallback;
    }

    /** As {@link #doubleValue}, with how it came about. */
    public FlagEvaluation<Double> doubleEvaluation(String key, Context context, double fallback) {
        Evaluation evaluation = evaluate(key, context, ValueType.NUMBER);
        return FlagEvaluation.of(evaluation.value() instanceof Double value ? value : fallback, evaluation);
    }

    /**
     * An object flag's value: an unmodifiable map of Boolean, String, Double, List, Map and null.
     *
     * @param fallback the answer where the evaluation fails
     */
    public Map<String, Object> objectValue(String key, Context context, Map<String, Object> fallback) {
        return objectEvaluation(key, context, fallback).value();
    }

    /** As {@link #objectValue}, with how it came about. */
    @SuppressWarnings("unchecked") // JSON objects have string keys
    public FlagEvaluation<Map<String, Object>> objectEvaluation(
            String key, Context context, Map<String, Object> fallback) {
        Evaluation evaluation = evaluate(key, context, ValueType.OBJECT);
        boolean usable = evaluation.value() instanceof Map;
        Object value = evaluation.value();
        return FlagEvaluation.of(usable && value != null ? (Map<String, Object>) value : fallback, evaluation);
    }

    private Evaluation evaluate(String key, @Nullable Context context, ValueType wanted) {
        Ruleset ruleset = link.ruleset();
        Context merged = context == null ? base : context.over(base);
        if (ruleset == null || key == null) {
            return key == null
                    ? Evaluation.error(ErrorCode.FLAG_NOT_FOUND, "No flag key was given.", 0)
                    : link.unready();
        }
        Evaluation evaluation = Evaluator.evaluate(ruleset, key, merged, wanted);
        if (telemetry != null) {
            telemetry.evaluated(ruleset, key, evaluation);
            telemetry.asked(merged);
            if (evaluation.reason() == Reason.SPLIT && ruleset.releasedFlags().contains(key)) {
                Assignment assignment = Assignment.of(ruleset, key, merged, evaluation);
                if (assignment != null) {
                    telemetry.exposed(assignment);
                }
            }
        }
        return evaluation;
    }

    /**
     * Reports that a metric's event happened to a context, for the releases that watch the metric.
     *
     * @param metric the metric's key
     * @param context to whom
     */
    public void track(String metric, Context context) {
        Ruleset ruleset = link.ruleset();
        if (ruleset == null || telemetry == null || metric == null) {
            return;
        }
        Context merged = context == null ? base : context.over(base);
        for (String key : ruleset.releasedFlags()) {
            FlagSpec flag = ruleset.flag(key);
            if (flag != null
                    && flag.release() != null
                    && flag.release().metrics().contains(metric)) {
                Assignment assignment = Assignment.of(ruleset, key, merged);
                if (assignment != null) {
                    telemetry.happened(assignment, metric);
                }
            }
        }
    }

    /**
     * As {@link #track(String, Context)}. Metrics count events and not their size, so the value is not sent; it is taken
     * so that applications need not change when they do.
     *
     * @param value the event's size
     */
    public void track(String metric, Context context, double value) {
        if (!Double.isNaN(value)) {
            track(metric, context);
        }
    }

    /**
     * Calls a listener each time a flag may answer otherwise than before, with the flag's key, on a thread that is the
     * listeners' own.
     */
    public Subscription onChange(String key, Consumer<String> listener) {
        return link.listeners().onFlag(key, listener);
    }

    /** Calls a listener each time the status changes, on a thread that is the listeners' own. */
    public Subscription onStatus(Consumer<Status> listener) {
        return link.listeners().onStatus(listener);
    }

    /** Stops following the server and sends what is left to report; takes two seconds at most. Evaluations go on. */
    @Override
    public void close() {
        source.close();
        if (telemetry != null) {
            telemetry.close();
        }
        link.close();
    }
}
