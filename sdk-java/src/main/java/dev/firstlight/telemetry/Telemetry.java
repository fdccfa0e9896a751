package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Capabilities;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.SamplingJson;
import dev.firstlight.wire.TelemetryBatch;
import dev.firstlight.wire.TelemetryJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Collects what an instance has to report and sends it, by one thread of its own. Reporting never waits. */
public final class Telemetry implements AutoCloseable {

    /** Keeps a batch well below the size that the server takes. */
    private static final int MOST_UNITS = 20_000;

    private static final TelemetryBatch.Sdk SDK = new TelemetryBatch.Sdk("firstlight-java", "0.1.0");

    private final TelemetryConfig config;
    private final Sender sender;
    private final EvaluationCounts counts = new EvaluationCounts();
    private final UnitLog units = new UnitLog();
    /** Null where no contexts are sampled. */
    private final @Nullable ContextSample contexts;

    private final AtomicLong digestMismatches = new AtomicLong();
    private final String instance = UUID.randomUUID().toString();
    private final Thread thread = new Thread(this::run, "firstlight-telemetry");

    private long seq;
    /** A batch that has not been taken yet; it is sent again as it is. */
    private byte @Nullable [] unsent;

    private int failures;

    // Guarded by this.
    private @Nullable Ruleset ruleset;
    private TelemetryBatch.@Nullable Applied applied;
    private long due = Long.MAX_VALUE;
    private long lastSent = System.nanoTime();
    private boolean news;
    private boolean started;
    private boolean stopped;
    private boolean refused;

    /** Telemetry that does nothing before it is started. */
    public Telemetry(TelemetryConfig config) {
        this.config = config;
        this.sender = new Sender(config);
        this.contexts = config.sampleContexts() ? new ContextSample(config.privateAttributes()) : null;
        thread.setDaemon(true);
    }

    /** Starts to send, once a server has accepted the key; again, it does nothing. */
    public synchronized void start() {
        if (!started && !stopped) {
            started = true;
            due = System.nanoTime();
            thread.start();
        }
    }

    /**
     * Counts an evaluation.
     *
     * @param ruleset what it was evaluated by
     */
    public void evaluated(Ruleset ruleset, String flag, Evaluation evaluation) {
        counts.count(ruleset, flag, evaluation);
    }

    /** Considers the context of an evaluation for the sample, where there is one. */
    public void asked(Context context) {
        if (contexts != null) {
            contexts.seen(context);
        }
    }

    /** Reports that a unit was served an arm, the first time it is. */
    public void exposed(Assignment assignment) {
        units.exposed(assignment);
    }

    /** Reports that a metric's event happened to a unit, the first time it does, after the exposure that it belongs to. */
    public void happened(Assignment assignment, String metric) {
        units.exposed(assignment);
        units.happened(assignment, metric);
    }

    /** Counts a change that did not lead to the ruleset that the server has. */
    public void digestMismatch() {
        digestMismatches.incrementAndGet();
    }

    /** Sends a receipt soon: the instance serves this ruleset now. */
    public synchronized void applied(Ruleset next) {
        long jitter = applied == null
                ? 0
                : ThreadLocalRandom.current().nextLong(config.timing().receipt().toNanos() + 1);
        ruleset = next;
        counts.applied(next);
        applied = new TelemetryBatch.Applied(
                next.epoch(), next.revision(), Instant.now().toString());
        news = true;
        if (failures == 0) {
            due = Math.min(due, System.nanoTime() + jitter);
            notifyAll();
        }
    }

    /** The instance serves the ruleset that it has under another kill list: no news of what was applied. */
    public synchronized void killed(Ruleset next) {
        ruleset = next;
        counts.applied(next);
    }

    private void run() {
        try {
            while (awaitDue()) {
                Duration pause = flush(config.timing().answer());
                synchronized (this) {
                    due = System.nanoTime() + pause.toNanos();
                    if (news && failures == 0) {
                        due = Math.min(
                                due,
                                System.nanoTime() + config.timing().receipt().toNanos());
                    }
                }
            }
            long deadline = System.nanoTime() + config.timing().close().toNanos();
            for (int i = 0; i < 2 && !refused && left(deadline).toMillis() > 0; i++) {
                flush(left(deadline)); // the batch that may be left over, then the last
            }
        } catch (InterruptedException e) {
            // closing took too long
        } catch (RuntimeException e) {
            // closed while a batch was on its way
        } finally {
            sender.close();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    /** False when it is time to stop. */
    private synchronized boolean awaitDue() throws InterruptedException {
        while (!stopped) {
            long left = due - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return false;
    }

    /** Sends one batch, or the one before again. How long to wait for the next. */
    private Duration flush(Duration patience) throws InterruptedException {
        byte[] batch = unsent == null ? next() : unsent;
        if (batch == null) {
            return interval();
        }
        unsent = batch;
        Sender.Answer answer = sender.send(batch, patience);
        if (contexts != null && answer.outcome() == Sender.Outcome.DONE) {
            contexts.follow(SamplingJson.read(answer.said()));
        }
        synchronized (this) {
            switch (answer.outcome()) {
                case DONE -> {
                    unsent = null;
                    failures = 0;
                    lastSent = System.nanoTime();
                }
                case REFUSED -> {
                    unsent = null;
                    refused = true;
                    stopped = true;
                }
                case AGAIN -> {
                    failures++;
                    return backoff().plus(answer.retryAfter());
                }
            }
        }
        return units.isEmpty() ? interval() : Duration.ofMillis(10);
    }

    private Duration backoff() {
        long bound = Math.min(1_000L << Math.min(failures - 1, 10), 30_000);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }

    private synchronized Duration interval() {
        boolean release = ruleset != null && !ruleset.releasedFlags().isEmpty();
        return release ? config.timing().release() : config.timing().idle();
    }

    /** Null where there is nothing to say and the server has heard of this instance lately. */
    private synchronized byte @Nullable [] next() {
        List<TelemetryBatch.Evaluations> evaluations = counts.drain();
        UnitLog.Drained drained = units.drain(MOST_UNITS);
        long dropped = units.drainDropped();
        long mismatches = digestMismatches.getAndSet(0);
        List<TelemetryBatch.Sampled> sampled = contexts == null ? List.of() : contexts.drain();
        boolean idle = System.nanoTime() - lastSent >= config.timing().idle().toNanos();
        boolean nothing = evaluations.isEmpty()
                && drained.exposures().isEmpty()
                && drained.outcomes().isEmpty()
                && sampled.isEmpty()
                && dropped == 0
                && mismatches == 0;
        if (nothing && !news && !idle) {
            return null;
        }
        List<String> capabilities = news || seq == 0 ? Capabilities.ALL : List.of();
        news = false;
        Map<String, String> unsupported = ruleset == null ? Map.of() : ruleset.unsupported();
        TelemetryBatch batch = new TelemetryBatch(
                instance,
                seq++,
                SDK,
                config.region(),
                applied,
                evaluations,
                drained.exposures(),
                drained.outcomes(),
                unsupported,
                dropped,
                mismatches,
                capabilities,
                contexts == null ? null : contexts.version(),
                sampled);
        return Json.bytes(TelemetryJson.write(batch));
    }

    /** Stops without another word: the server refuses the key. */
    public void refused() {
        synchronized (this) {
            refused = true;
            stopped = true;
        }
        thread.interrupt();
        sender.close();
    }

    /** Sends what is left, for as long as the configuration allows, and stops. */
    @Override
    public void close() {
        boolean running;
        synchronized (this) {
            stopped = true;
            running = started;
            notifyAll();
        }
        if (!running) {
            sender.close();
            return;
        }
        try {
            thread.join(config.timing().close().toMillis());
            thread.interrupt();
            thread.join(100);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
