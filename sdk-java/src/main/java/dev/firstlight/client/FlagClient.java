package dev.firstlight.client;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.ValueType;
import dev.firstlight.source.KillListStatus;
import dev.firstlight.source.KillSource;
import dev.firstlight.source.RulesetSource;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.telemetry.Telemetry;
import dev.firstlight.telemetry.TelemetryConfig;
import dev.firstlight.telemetry.TelemetryCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the flags of one environment. Made once and shared by all threads; {@link #close} it when the application
 * stops. Once it is built nothing it does throws, whatever becomes of the server: an evaluation that fails answers the
 * fallback. No evaluation waits for anything.
 */
public final class FlagClient implements AutoCloseable {

    private final Link link;
    private final RulesetSource source;
    private final @Nullable Telemetry telemetry;
    private final Answers answers;

    FlagClient(
            SourceConfig source,
            @Nullable KillSource kills,
            @Nullable TelemetryConfig reports,
            Context base,
            Listeners listeners,
            Supplier<@Nullable ServedRequest> currentRequest) {
        this.telemetry = reports == null ? null : new Telemetry(reports);
        this.link = new Link(telemetry, listeners);
        this.answers = new Answers(link, base, telemetry, currentRequest);
        this.source = new RulesetSource(source, kills, link);
    }

    void start() {
        source.start();
    }

    /**
     * A builder without any setting.
     *
     * @return a builder
     */
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

    /**
     * How the client stands now.
     *
     * @return the status
     */
    public Status status() {
        return link.status();
    }

    /**
     * What the client has done so far, what was lost for want of room included.
     *
     * @return counts since the client was built
     */
    public ClientCounts counts() {
        Ruleset ruleset = link.ruleset();
        return new ClientCounts(
                ruleset == null ? 0 : ruleset.epoch(),
                ruleset == null ? 0 : ruleset.revision(),
                link.rulesets(),
                telemetry == null ? TelemetryCounts.NONE : telemetry.counts());
    }

    /**
     * The keys of all flags that there are now, none before there is a ruleset.
     *
     * @return the keys, unmodifiable
     */
    public Set<String> flagKeys() {
        Ruleset ruleset = link.ruleset();
        return ruleset == null ? Set.of() : ruleset.flagKeys();
    }

    /**
     * The kill list that is in force; null where the client was given none.
     *
     * @return the list, null where none was given
     */
    public @Nullable KillListStatus killList() {
        return source.killList();
    }

    /**
     * A boolean flag's value.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback
     */
    public boolean boolValue(String key, Context context, boolean fallback) {
        return answers.evaluate(key, context, ValueType.BOOLEAN).value() instanceof Boolean value ? value : fallback;
    }

    /**
     * As {@link #boolValue}, with how it came about.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback, and why
     */
    public FlagEvaluation<Boolean> boolEvaluation(String key, Context context, boolean fallback) {
        Evaluation evaluation = answers.evaluate(key, context, ValueType.BOOLEAN);
        return FlagEvaluation.of(evaluation.value() instanceof Boolean value ? value : fallback, evaluation);
    }

    /**
     * A string flag's value.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback
     */
    public String stringValue(String key, Context context, String fallback) {
        return answers.evaluate(key, context, ValueType.STRING).value() instanceof String value ? value : fallback;
    }

    /**
     * As {@link #stringValue}, with how it came about.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback, and why
     */
    public FlagEvaluation<String> stringEvaluation(String key, Context context, String fallback) {
        Evaluation evaluation = answers.evaluate(key, context, ValueType.STRING);
        return FlagEvaluation.of(evaluation.value() instanceof String value ? value : fallback, evaluation);
    }

    /**
     * An integer flag's value.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback
     */
    public long intValue(String key, Context context, long fallback) {
        return answers.evaluate(key, context, ValueType.INTEGER).value() instanceof Double value
                ? value.longValue()
                : fallback;
    }

    /**
     * As {@link #intValue}, with how it came about.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback, and why
     */
    public FlagEvaluation<Long> intEvaluation(String key, Context context, long fallback) {
        Evaluation evaluation = answers.evaluate(key, context, ValueType.INTEGER);
        return FlagEvaluation.of(evaluation.value() instanceof Double value ? value.longValue() : fallback, evaluation);
    }

    /**
     * A number or integer flag's value.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback
     */
    public double doubleValue(String key, Context context, double fallback) {
        return answers.evaluate(key, context, ValueType.NUMBER).value() instanceof Double value ? value : fallback;
    }

    /**
     * As {@link #doubleValue}, with how it came about.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback, and why
     */
    public FlagEvaluation<Double> doubleEvaluation(String key, Context context, double fallback) {
        Evaluation evaluation = answers.evaluate(key, context, ValueType.NUMBER);
        return FlagEvaluation.of(evaluation.value() instanceof Double value ? value : fallback, evaluation);
    }

    /**
     * An object flag's value: an unmodifiable map of Boolean, String, Double, List, Map and null.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback
     */
    public Map<String, Object> objectValue(String key, Context context, Map<String, Object> fallback) {
        return objectEvaluation(key, context, fallback).value();
    }

    /**
     * As {@link #objectValue}, with how it came about.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the answer where the evaluation fails
     * @return the value, or the fallback, and why
     */
    @SuppressWarnings("unchecked") // JSON objects have string keys
    public FlagEvaluation<Map<String, Object>> objectEvaluation(
            String key, Context context, Map<String, Object> fallback) {
        Evaluation evaluation = answers.evaluate(key, context, ValueType.OBJECT);
        boolean usable = evaluation.value() instanceof Map;
        Object value = evaluation.value();
        return FlagEvaluation.of(usable && value != null ? (Map<String, Object>) value : fallback, evaluation);
    }

    /**
     * A flag's value, whatever its type: Boolean, String, Double or an unmodifiable map.
     *
     * @param key the flag's key
     * @param context who is asking
     * @param fallback the value where the evaluation fails
     * @return the value, or the fallback, and why
     */
    public FlagEvaluation<Object> evaluation(String key, Context context, Object fallback) {
        Evaluation evaluation = answers.evaluate(key, context, null);
        Object value = evaluation.value();
        return FlagEvaluation.of(value == null ? fallback : value, evaluation);
    }

    /**
     * Reports that a metric's event happened to a context, for the releases that watch the metric. What happens to a unit
     * more than once between two batches is sent once, with how often.
     *
     * @param metric the metric's key
     * @param context to whom
     */
    public void track(String metric, Context context) {
        answers.happened(metric, context);
    }

    /**
     * Reports what was measured of a context, for the releases that watch the metric. Of what is measured of a unit more
     * than once between two batches the mean is sent, with how many measurements it is of.
     *
     * @param metric the metric's key
     * @param context of whom
     * @param value in the unit that the metric's guards expect, durations in milliseconds; what is not finite is passed over
     */
    public void track(String metric, Context context, double value) {
        answers.measured(metric, context, value);
    }

    Answers answers() {
        return answers;
    }

    /**
     * Fetches the ruleset now, from the first server that answers, on the calling thread. Only a client that is
     * {@link FlagClientBuilder#serverless} does; any other does so by itself.
     *
     * @param timeout the longest that it takes
     * @return whether the ruleset is the server's now
     */
    public boolean refresh(Duration timeout) {
        return source.refresh(timeout);
    }

    /**
     * Sends what there is to report now, on the calling thread: before a function's host stops it, for instance.
     *
     * @param timeout the longest that it takes
     * @return whether the server has all of it; true where there is nothing that reports
     */
    public boolean flush(Duration timeout) {
        return telemetry == null || telemetry.flush(timeout);
    }

    /**
     * Serves this ruleset from now on. Only a client that is {@link FlagClientBuilder#offline} or
     * {@link FlagClientBuilder#serverless} does, for applications that get rulesets another way than from the server.
     *
     * @param ruleset as {@code GET /sdk/v1/ruleset} answers it
     * @return false where it is none, or no newer than the one that is there, or the client follows a server
     */
    public boolean serve(String ruleset) {
        return source.serve(ruleset);
    }

    /**
     * Calls a listener each time a flag may answer otherwise than before, with the flag's key, on a thread that is the
     * listeners' own.
     *
     * @param key the flag's key
     * @param listener called with the key; what it throws is logged
     * @return closes to end the calls
     */
    public Subscription onChange(String key, Consumer<String> listener) {
        return link.listeners().onFlag(key, listener);
    }

    /**
     * Calls a listener each time flags may answer otherwise than before, with the keys of all of them, none left out.
     *
     * @param listener called with the keys; what it throws is logged
     * @return closes to end the calls
     */
    public Subscription onChanges(Consumer<Set<String>> listener) {
        return link.listeners().onChanges(listener);
    }

    /**
     * Calls a listener each time the status changes, on a thread that is the listeners' own.
     *
     * @param listener called with the status; what it throws is logged
     * @return closes to end the calls
     */
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
