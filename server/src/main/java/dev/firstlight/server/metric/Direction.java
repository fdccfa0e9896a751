package dev.firstlight.server.metric;

import java.util.Locale;

/** Which way a metric gets worse. */
public enum Direction {
    HIGHER,
    LOWER;

    /** As definitions write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Direction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
