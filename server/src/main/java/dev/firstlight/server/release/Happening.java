package dev.firstlight.server.release;

import java.util.Locale;

/** What the log of a release calls a thing that happened. */
enum Happening {
    SCHEDULED,
    STARTED,
    ADVANCED,
    ROLLED_BACK,
    REGION_ROLLED_BACK,
    COMPLETED,
    ABORTED,
    PAUSED,
    RESUMED,
    ACKNOWLEDGED,
    APPROVED,
    CHECKED,
    AWAITING_RECEIPTS,
    WARM_UP,
    BAKING,
    HELD,
    AWAITING_APPROVAL,
    AWAITING_CHECK,
    AWAITING_WINDOW,
    AWAITING_DEPLOYMENT,
    AWAITING_RELEASE,
    NO_DATA,
    /** Nothing failed in the time after everyone had the treatment. */
    WATCHED,
    /** Instances serve the control again. */
    CONFIRMED,
    /** They should by now, and do not. */
    UNCONFIRMED;

    /** The name as JSON writes it: {@code rolledBack}. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            String lower = part.toLowerCase(Locale.ROOT);
            word.append(word.isEmpty() ? lower : part.charAt(0) + lower.substring(1));
        }
        return word.toString();
    }

    /** Whether it says how the release stands from now on; the rest is for the log. */
    boolean tells() {
        return this != WATCHED && this != CONFIRMED && this != APPROVED && this != CHECKED;
    }

    /** What the machine did. */
    static Happening of(Progress before, Decision decision) {
        return switch (decision.kind()) {
            case ADVANCE -> before.state().ahead() ? STARTED : ADVANCED;
            case COMPLETE -> COMPLETED;
            case ROLL_BACK -> back(decision);
            case HOLD ->
                decision.next().state() == State.ABORTED && before.state() != State.ABORTED
                        ? ABORTED
                        : stands(decision.next());
        };
    }

    /** What a person did. */
    static Happening of(Action action, Progress before, Decision decision) {
        return switch (action) {
            case PAUSE -> PAUSED;
            case START -> STARTED;
            case RESUME -> before.state().ahead() ? STARTED : RESUMED;
            case PROMOTE -> decision.kind() == Decision.Kind.COMPLETE ? COMPLETED : ADVANCED;
            case ROLLBACK -> back(decision);
            case ABORT -> ABORTED;
            case ACKNOWLEDGE -> ACKNOWLEDGED;
        };
    }

    private static Happening back(Decision decision) {
        return decision.region() == null ? ROLLED_BACK : REGION_ROLLED_BACK;
    }

    private static Happening stands(Progress next) {
        Step step = next.step();
        if (step == null) {
            return next.state() == State.COMPLETED ? WATCHED : next.state().terminal() ? CONFIRMED : HELD;
        }
        return switch (step) {
            case AWAITING_RECEIPTS -> AWAITING_RECEIPTS;
            case WARM_UP -> WARM_UP;
            case BAKING -> BAKING;
            case HELD -> HELD;
            case AWAITING_APPROVAL -> AWAITING_APPROVAL;
            case AWAITING_CHECK -> AWAITING_CHECK;
            case AWAITING_WINDOW -> AWAITING_WINDOW;
            case AWAITING_DEPLOYMENT -> AWAITING_DEPLOYMENT;
            case AWAITING_RELEASE -> AWAITING_RELEASE;
            case NO_DATA -> NO_DATA;
            case UNCONFIRMED -> UNCONFIRMED;
            case WATCHING, CONFIRMING -> HELD;
        };
    }
}
