package dev.firstlight.bench;

/** What is evaluated. All flags of a workload are alike, so that it does not matter which of them is asked for. */
public enum Workload {
    /** Every second flag is on. */
    TOGGLE("on/off", false),
    /** Five rules on different attributes, of which the last one matches. */
    RULES("5 rules", false),
    SPLIT("30 % split, context reused", false),
    SPLIT_FRESH("30 % split, new context", true),
    /** Another flag must be on. */
    PREREQUISITE("prerequisite", false),
    /** A rule for a segment that lists ten thousand keys. */
    SEGMENT("10k-key segment", false),
    RULES_FRESH("5 rules, new context", true);

    final String title;
    final boolean fresh;

    Workload(String title, boolean fresh) {
        this.title = title;
        this.fresh = fresh;
    }

    boolean isSplit() {
        return this == SPLIT || this == SPLIT_FRESH;
    }

    boolean isRules() {
        return this == RULES || this == RULES_FRESH;
    }

    /** Whether the user has attributes beside the key. */
    boolean hasAttributes() {
        return isRules();
    }
}
