package dev.firstlight.server.metric;

import java.util.Locale;

/** How a metric is measured, and so how it is compared. */
public enum Kind {
    /** Something happened to a unit, or not. */
    BINARY,
    /** How often something happened to a unit. */
    RATE,
    /** The mean of what a unit measured. */
    MEAN,
    /** The first time that a unit measured, in milliseconds. */
    LATENCY,
    /** What a Prometheus server knows. */
    PROMETHEUS,
    /** What applications push by OpenTelemetry. */
    OTLP,
    /** What somebody else says. */
    EXTERNAL;

    /** As definitions write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
