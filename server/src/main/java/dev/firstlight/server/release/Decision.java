package dev.firstlight.server.release;

import dev.firstlight.server.guard.Judgement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a release.
 *
 * @param next how it stands afterwards
 * @param because the guard that decided, where one did
 * @param region the one region that is taken back; null where it is all of the release, or nothing
 */
record Decision(
        Kind kind,
        Progress next,
        @Nullable Judgement because,
        @Nullable String region) {

    enum Kind {
        ADVANCE,
        HOLD,
        ROLL_BACK,
        COMPLETE
    }

    /** Whether other variants are served afterwards. */
    boolean changesServing() {
        return kind != Kind.HOLD;
    }

    /** Whether more get the treatment afterwards. */
    boolean goesOn() {
        return kind == Kind.ADVANCE || kind == Kind.COMPLETE;
    }

    static Decision of(Kind kind, Progress next) {
        return new Decision(kind, next, null, null);
    }

    static Decision hold(Progress next) {
        return of(Kind.HOLD, next);
    }

    /** Takes all of it back; the control is not there until instances say so. */
    static Decision rollBack(Progress now, State end, Instant at, @Nullable Judgement because) {
        return new Decision(Kind.ROLL_BACK, now.ended(end, Step.CONFIRMING, at), because, null);
    }

    /** Takes it back in one region. */
    static Decision rollBack(Progress now, String region, Instant at, @Nullable Judgement because) {
        return new Decision(Kind.ROLL_BACK, now.without(region, at), because, region);
    }
}
