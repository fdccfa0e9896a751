package dev.firstlight.server.release;

import java.util.Locale;

/** What the log of a release calls a thing that happened. */
enum Happening {
    STARTED,
    ADVANCED,
    ROLLED_BACK,
    COMPLETED,
    ABORTED,
    PAUSED,
    RESUMED,
    ACKNOWLEDGED,
    AWAITING_RECEIPTS,
    WARM_UP,
    BAKING,
    HELD,
    AWAITING_WINDOW,
    NO_DATA;

    /** The name as JSON writes it: {@code rolledBack}. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            String lower = part.toLowerCase(Locale.ROOT);
            word.append(word.isEmpty() ? lower : part.charAt(0) + lower.substring(1));
        }
        return word.toString();
    }

    /** What the machine did. */
    static Happening of(Decision decision) {
        return switch (decision.kind()) {
            case ADVANCE -> ADVANCED;
            case COMPLETE -> COMPLETED;
            case ROLL_BACK -> ROLLED_BACK;
            case HOLD -> {
                Step step = decision.next().step();
                yield step == null
                        ? HELD
                        : switch (step) {
                            case AWAITING_RECEIPTS -> AWAITING_RECEIPTS;
                            case WARM_UP -> WARM_UP;
                            case BAKING -> BAKING;
                            case HELD -> HELD;
                            case AWAITING_WINDOW -> AWAITING_WINDOW;
                            case NO_DATA -> NO_DATA;
                        };
            }
        };
    }

    /** What a person did. */
    static Happening of(Action action, Progress before, Decision decision) {
        return switch (action) {
            case PAUSE -> PAUSED;
            case RESUME -> before.state() == State.DRAFT ? STARTED : RESUMED;
            case PROMOTE -> decision.kind() == Decision.Kind.COMPLETE ? COMPLETED : ADVANCED;
            case ROLLBACK -> ROLLED_BACK;
            case ABORT -> ABORTED;
            case ACKNOWLEDGE -> ACKNOWLEDGED;
        };
    }
}
