package dev.firstlight.server.plan;

/** What happens when the time for a verdict is up and there is none; the later, the stricter. */
public enum OnUndecided {
    ADVANCE,
    /** Waits for a person's approval, which then stands for the verdict. */
    ASK,
    HOLD,
    ROLLBACK
}
