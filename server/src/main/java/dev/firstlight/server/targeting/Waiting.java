package dev.firstlight.server.targeting;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/** An edit and whoever waits for its answer. */
final class Waiting<R> {

    private final String environment;
    private final Edit<R> edit;
    private final @Nullable Once<R> once;
    private final UniEmitter<? super R> emitter;
    private volatile boolean abandoned;
    private @Nullable R answer;
    private @Nullable Throwable refusal;

    Waiting(String environment, Edit<R> edit, @Nullable Once<R> once, UniEmitter<? super R> emitter) {
        this.environment = environment;
        this.edit = edit;
        this.once = once;
        this.emitter = emitter;
    }

    String environment() {
        return environment;
    }

    /** Nobody waits any more: an edit that has not begun is not made. */
    void abandon() {
        abandoned = true;
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
            emitter.fail(refusal);
        } else {
            emitter.complete(answer);
        }
    }

    void fail(Throwable e) {
        emitter.fail(e);
    }
}
