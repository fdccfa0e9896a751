package dev.firstlight.client;

import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Ruleset;
import dev.firstlight.source.SourceListener;
import dev.firstlight.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the source brought last, and what is known of it. */
final class Link implements SourceListener {

    private static final Evaluation NOT_READY =
            Evaluation.error(ErrorCode.PROVIDER_NOT_READY, "No ruleset has arrived yet.", 0);

    private final @Nullable Telemetry telemetry;
    private final Listeners listeners;
    /** Opens with the first ruleset, or when there will never be one. */
    private final CountDownLatch settled = new CountDownLatch(1);

    private volatile @Nullable Ruleset ruleset;
    private volatile Status status = new Status(Status.State.NOT_READY, "Connecting to the server.");

    private volatile long rulesets;

    Link(@Nullable Telemetry telemetry, Listeners listeners) {
        this.telemetry = telemetry;
        this.listeners = listeners;
    }

    @Nullable
    Ruleset ruleset() {
        return ruleset;
    }

    Status status() {
        return status;
    }

    /** How many rulesets have come. */
    long rulesets() {
        return rulesets;
    }

    Listeners listeners() {
        return listeners;
    }

    /** What an evaluation answers before there is a ruleset. */
    Evaluation unready() {
        Status now = status;
        return now.state() == Status.State.ERROR
                ? Evaluation.error(ErrorCode.PROVIDER_FATAL, now.reason(), 0)
                : NOT_READY;
    }

    boolean awaitRuleset(Duration timeout) {
        try {
            return settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && ruleset != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void onRuleset(Ruleset next) {
        Ruleset before = ruleset;
        ruleset = next;
        rulesets = rulesets + 1; // by one thread at a time
        if (telemetry != null) {
            telemetry.applied(next);
        }
        listeners.changed(before, next);
    }

    @Override
    public void onKills(Ruleset next) {
        Ruleset before = ruleset;
        ruleset = next;
        if (telemetry != null) {
            telemetry.killed(next);
        }
        listeners.changed(before, next);
    }

    @Override
    public void onLink(SourceListener.Link link, String reason) {
        Status next = new Status(
                switch (link) {
                    case CURRENT -> Status.State.READY;
                    case LOST -> ruleset == null ? Status.State.NOT_READY : Status.State.STALE;
                    case REFUSED -> Status.State.ERROR;
                },
                reason);
        boolean changed = next.state() != status.state();
        status = next;
        if (telemetry != null && link == SourceListener.Link.CURRENT) {
            telemetry.start();
        }
        if (telemetry != null && link == SourceListener.Link.REFUSED) {
            telemetry.refused();
        }
        if (changed) {
            listeners.changed(next);
        }
        if (ruleset != null || link == SourceListener.Link.REFUSED) {
            settled.countDown();
        }
    }

    @Override
    public void onDigestMismatch() {
        if (telemetry != null) {
            telemetry.digestMismatch();
        }
    }

    void close() {
        settled.countDown();
        listeners.close();
    }
}
