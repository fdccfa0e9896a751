package dev.firstlight.server.metric;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of a test's own. A slot is a millisecond: each poll has its own. */
record MetricSettings(int mostWaiting, Optional<URI> url)
        implements MetricConfig, MetricConfig.Prometheus, MetricConfig.Otlp {

    @Override
    public int unitsPerSecond() {
        return 100_000;
    }

    @Override
    public Prometheus prometheus() {
        return this;
    }

    @Override
    public Otlp otlp() {
        return this;
    }

    @Override
    public Duration silence() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Optional<String> token() {
        return Optional.empty();
    }

    @Override
    public Duration every() {
        return Duration.ofMillis(1);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }
}
