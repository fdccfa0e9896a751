package dev.firstlight.server.release;

import java.util.List;

/**
 * Whether a release can be expected to find out what it is to find out.
 *
 * @param ready nothing is wrong; what cannot be known yet is not wrong
 */
record Health(boolean ready, List<Finding> findings) {

    enum Outcome {
        FINE,
        UNKNOWN,
        WRONG
    }

    /** One question and its answer. */
    record Finding(Question question, Outcome outcome, String sentence) {}

    enum Question {
        /** Do applications ask for the flag, in the regions that are reached first? */
        EVALUATED,
        /** Do units of both arms arrive, and the metric with them? */
        MEASURED,
        /** Are flag and metrics counted by the same unit? */
        UNIT,
        /** Do units arrive in the planned proportion? */
        SPLIT,
        /** How long until there is a verdict? */
        TIME
    }

    static Health of(List<Finding> findings) {
        return new Health(findings.stream().noneMatch(one -> one.outcome() == Outcome.WRONG), findings);
    }
}
