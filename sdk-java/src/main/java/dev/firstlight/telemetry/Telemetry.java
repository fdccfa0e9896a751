package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.SamplingJson;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an instance has to report and sends it, by one thread of its own or by those who ask. Reporting never
 * waits.
 */
public final class Telemetry implements AutoCloseable {

    /** So many batches one call sends at most: what comes while it sends must not keep it for ever. */
    private static final int MOST_BATCHES = 10;

    private final TelemetryConfig config;
    private final Sender sender;
    private final Report report;
    private final Thread thread = new Thread(this::run, "firstlight-telemetry");
    /** Held by whoever sends. */
    private final ReentrantLock sending = new ReentrantLock();

    // Guarded by the lock.
    /** A batch that has not been taken yet; it is sent again as it is. */
    private byte @Nullable [] unsent;

    // Guarded by this.
    private int failures;
    private long sent;
    private long failed;
    private long due = Long.MAX_VALUE;
    private boolean started;
    private boolean stopped;
    private boolean refused;

    /** Telemetry that does nothing before it is started. */
    public Telemetry(TelemetryConfig config) {
        this.config = config;
        this.sender = new Sender(config);
        this.report = new Report(config);
        thread.setDaemon(true);
    }

    /** Starts to send, once a server has accepted the key; again, it does nothing. */
    public synchronized void start() {
        if (!started && !stopped && config.byItself()) {
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
        report.counts.count(ruleset, flag, evaluation);
    }

    /** Considers the context of an evaluation for the sample, where there is one. */
    public void asked(Context context) {
        if (report.contexts != null) {
            report.contexts.seen(context);
        }
    }

    /** Reports that a unit was served an arm, the first time it is. */
    public void exposed(Assignment assignment) {
        report.units.exposed(assignment);
    }

    /** Reports that a metric's event happened to a unit, after the exposure that it belongs to. */
    public void happened(Assignment assignment, String metric) {
        report.units.exposed(assignment);
        report.units.happened(assignment, metric);
    }

    /**
     * Reports what was measured of a unit, after the exposure that it belongs to.
     *
     * @param value passed over where it is not finite
     */
    public void measured(Assignment assignment, String metric, double value) {
        if (Double.isFinite(value)) {
            report.units.exposed(assignment);
            report.units.measured(assignment, metric, value);
        }
    }

    /** Counts a change that did not lead to the ruleset that the server has. */
    public void digestMismatch() {
        report.digestMismatches.incrementAndGet();
    }

    /** Sends a receipt soon: the instance serves this ruleset now. */
    public void applied(Ruleset next) {
        long most = config.timing().receipt().toNanos();
        long jitter = report.applied(next) ? ThreadLocalRandom.current().nextLong(most + 1) : 0;
        synchronized (this) {
            if (failures == 0) {
                due = Math.min(due, System.nanoTime() + jitter);
                notifyAll();
            }
        }
    }

    /** The instance serves the ruleset that it has under another kill list: no news of what was applied. */
    public void killed(Ruleset next) {
        report.serves(next);
    }

    /** What was reported so far. */
    public synchronized TelemetryCounts counts() {
        return new TelemetryCounts(report.evaluations.sum(), report.units.waiting(), report.dropped(), sent, failed);
    }

    private void run() {
        try {
            while (awaitDue()) {
                Duration pause = send(config.timing().answer());
                synchronized (this) {
                    due = System.nanoTime() + pause.toNanos();
                    if (failures == 0 && report.hasNews()) {
                        due = Math.min(
                                due,
                                System.nanoTime() + config.timing().receipt().toNanos());
                    }
                }
            }
            sendRest(config.timing().close(), 2); // the batch that may be left over, then the last
        } catch (InterruptedException e) {
            // closing took too long
        } catch (RuntimeException e) {
            // closed while a batch was on its way
        } finally {
            sender.close();
        }
    }

    /**
     * Sends what there is to report now, on the calling thread.
     *
     * @param patience the longest that it takes
     * @return whether the server has all of it
     */
    public boolean flush(Duration patience) {
        try {
            return sendRest(patience, MOST_BATCHES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            return false; // closed while a batch was on its way
        }
    }

    private boolean sendRest(Duration patience, int batches) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; i < batches && !isRefused() && System.nanoTime() < deadline; i++) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
            if (!sending.tryLock(left.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                boolean wasLeftOver = unsent != null;
                send(left);
                if (unsent == null && !wasLeftOver && !report.isLeftOver()) {
                    return !isRefused();
                }
            } finally {
                sending.unlock();
            }
        }
        return false;
    }

    private synchronized boolean isRefused() {
        return refused;
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
    private Duration send(Duration patience) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            byte[] batch = unsent == null ? report.next() : unsent;
            if (batch == null) {
                return interval();
            }
            unsent = batch;
            Sender.Answer answer = sender.send(batch, patience);
            if (report.contexts != null && answer.outcome() == Sender.Outcome.DONE) {
                report.contexts.follow(SamplingJson.read(answer.said()));
            }
            unsent = answer.outcome() == Sender.Outcome.AGAIN ? batch : null;
            return after(answer);
        } finally {
            sending.unlock();
        }
    }

    private synchronized Duration after(Sender.Answer answer) {
        switch (answer.outcome()) {
            case DONE -> {
                failures = 0;
                sent++;
                report.sent();
            }
            case REFUSED -> {
                refused = true;
                stopped = true;
            }
            case AGAIN -> {
                failures++;
                failed++;
                return backoff().plus(answer.retryAfter());
            }
        }
        return report.isLeftOver() ? Duration.ofMillis(10) : interval();
    }

    /** Six attempts a minute at most. */
    private Duration backoff() {
        long bound = Math.min((long) (1_000 * Math.pow(5, failures - 1)), 30_000);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }

    private Duration interval() {
        return report.watchesRelease()
                ? config.timing().release()
                : config.timing().idle();
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
        boolean ended;
        synchronized (this) {
            ended = stopped;
            stopped = true;
            running = started;
            notifyAll();
        }
        if (!running) {
            if (!ended && !config.byItself()) {
                flush(config.timing().close());
            }
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
