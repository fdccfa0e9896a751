package dev.firstlight.server.release;

import dev.firstlight.server.guard.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a release.
 *
 * @param next how it stands afterwards
 * @param because the guard that decided, where one did
 */
record Decision(Kind kind, Progress next, @Nullable Judgement because) {

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

    /** Whether this is how a release begins. */
    boolean starts() {
        return kind == Kind.ADVANCE && next.stage() == 0;
    }

    static Decision of(Kind kind, Progress next) {
        return new Decision(kind, next, null);
    }
}
