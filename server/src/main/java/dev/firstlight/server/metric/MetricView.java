package dev.firstlight.server.metric;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A metric's definition as it is shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MetricView(
        String key,
        String name,
        String kind,
        String worse,
        @Nullable PrometheusQuery prometheus,
        @Nullable OtlpQuery otlp,
        @Nullable String ttl) {

    static MetricView of(Definition metric) {
        return new MetricView(
                metric.key(),
                metric.name(),
                metric.kind().word(),
                metric.worse().word(),
                metric.prometheus(),
                metric.otlp(),
                metric.ttl() == null ? null : metric.ttl().toString());
    }
}
