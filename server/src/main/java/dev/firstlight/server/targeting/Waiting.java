package dev.firstlight.server.targeting;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Traces;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/** An edit and whoever waits for its answer. */
final class Waiting<R> {

    private final String environment;
    private final Edit<R> edit;
    private final @Nullable Once<R> once;
    private final UniEmitter<? super R> emitter;
    private final Span span;
    private volatile boolean abandoned;
    private @Nullable R answer;
    private @Nullable Throwable refusal;

    /**
     * An edit that waits.
     *
     * @param span from now until the edit is kept or refused; ended here
     */
    Waiting(String environment, Edit<R> edit, @Nullable Once<R> once, UniEmitter<? super R> emitter, Span span) {
        this.environment = environment;
        this.edit = edit;
        this.once = once;
        this.emitter = emitter;
        this.span = span.setAttribute("db.system.name", "postgresql")
                .setAttribute("db.stored_procedure.name", "keep_edits")
                .setAttribute("firstlight.environment", environment);
    }

    String environment() {
        return environment;
    }

    /** Where its trace is, null where nobody records it. */
    @Nullable
    String trace() {
        return Traces.parent(span);
    }

    /** Nobody waits any more: an edit that has not begun is not made. */
    void abandon() {
        abandoned = true;
        span.end();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Makes the edit on a draft; what came of it is kept back until {@link #answer}. */
    Once.@Nullable Row make(Draft draft) {
        answer = null;
        refusal = null;
        try {
            R made = edit.apply(draft);
            draft.check();
            draft.accept();
            answer = made;
            return once == null ? null : once.row(made);
        } catch (RuntimeException e) {
            draft.refuse();
            refusal = e;
            return null;
        }
    }

    /** The environment is not there. */
    void unknown() {
        refusal = Failure.unknown("environment", environment);
    }

    void answer() {
        if (refusal != null) {
            fail(refusal);
        } else {
            span.end();
            emitter.complete(answer);
        }
    }

    void fail(Throwable e) {
        Traces.fail(span, e);
        emitter.fail(e);
    }
}
