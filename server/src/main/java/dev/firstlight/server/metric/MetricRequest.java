package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric's definition as it is sent. What is not said is what was first measured: an event that should not happen. */
record MetricRequest(
        @NotBlank @Size(max = 100) String name,

        @Nullable
        @Pattern(
                regexp = "binary|rate|mean|latency|prometheus|otlp|external",
                message = "A metric's kind is binary, rate, mean, latency, prometheus, otlp or external.")
        String kind,

        @Nullable @Pattern(regexp = "higher|lower", message = "Worse is higher or lower.")
        String worse,

        @Nullable @Valid PrometheusQuery prometheus,

        @Nullable @Valid OtlpQuery otlp,

        @Nullable @Size(max = 64) String ttl) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** What it defines; refused where it does not say all that its kind needs, or more. */
    Definition definition(String key) {
        Kind of = kind == null ? Kind.BINARY : Kind.of(kind);
        Direction bad = worse == null ? Direction.HIGHER : Direction.of(worse);
        List<Problem.Entry> problems = new ArrayList<>();
        if (of == Kind.PROMETHEUS) {
            if (prometheus == null) {
                problems.add(new Problem.Entry("/prometheus", "Say what to ask Prometheus for."));
            } else {
                problems.addAll(prometheus.problems());
            }
        } else if (prometheus != null) {
            problems.add(new Problem.Entry(
                    "/prometheus", "Only a metric of the kind prometheus asks Prometheus; take it out."));
        }
        if ((of == Kind.OTLP) != (otlp != null)) {
            problems.add(new Problem.Entry(
                    "/otlp",
                    otlp == null
                            ? "Say which points are counted: \"bad\" and \"total\"."
                            : "Only a metric of the kind otlp counts what is pushed; take it out."));
        }
        if (of == Kind.LATENCY && bad == Direction.LOWER) {
            problems.add(new Problem.Entry("/worse", "Of latency, higher is worse."));
        }
        Duration lives = lives(of, problems);
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return new Definition(key, name, of, bad, prometheus, otlp, lives);
    }

    private @Nullable Duration lives(Kind of, List<Problem.Entry> problems) {
        if (of != Kind.EXTERNAL) {
            if (ttl != null) {
                problems.add(new Problem.Entry("/ttl", "Only verdicts from outside grow old; take it out."));
            }
            return null;
        }
        try {
            Duration said = ttl == null ? Duration.ZERO : Duration.parse(ttl);
            if (said.compareTo(SHORTEST) >= 0 && said.compareTo(LONGEST) <= 0) {
                return said;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // Said below.
        }
        problems.add(new Problem.Entry(
                "/ttl", "Say how long a verdict counts, from PT10S to P30D (ISO 8601), e.g. \"PT1H\"."));
        return null;
    }
}
