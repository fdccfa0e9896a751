package dev.firstlight.server.metric;

/** A metric's definition as it is shown. */
record MetricView(String key, String name, String kind, String worse) {}
