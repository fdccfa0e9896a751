package dev.firstlight.server.otlp;

import java.util.Map;

/**
 * How often something had happened, or happened since the last point.
 *
 * @param metric the metric's name
 * @param attributes of the point and, where the point does not say otherwise, of what sent it
 * @param instance which process sent it
 * @param series which of that process' series it is of
 * @param at by the sender's clock, in nanoseconds
 * @param cumulative whether the value is all since the process began
 */
record Point(
        String metric,
        Map<String, String> attributes,
        String instance,
        String series,
        double value,
        long at,
        boolean cumulative) {}
