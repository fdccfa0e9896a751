package dev.firstlight.server.otlp;

import dev.firstlight.server.platform.Ids;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads counts out of what OpenTelemetry's exporters send: of monotonic sums their value, of histograms and summaries
 * how much was observed. Gauges count nothing.
 */
final class Points {

    /** Without it two processes look like one whose counters jump. */
    static final String INSTANCE = "service.instance.id";

    private static final int NO_VALUE = DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE;

    private final Set<String> wanted;
    private final List<Point> all = new ArrayList<>();
    private int nameless;

    private Points(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** All counts of the metrics that are wanted. */
    static Points of(ExportMetricsServiceRequest request, Set<String> wanted) {
        Points points = new Points(wanted);
        request.getResourceMetricsList().forEach(points::read);
        return points;
    }

    List<Point> all() {
        return all;
    }

    /** How many points were wanted and do not say which process they are of. */
    int nameless() {
        return nameless;
    }

    private void read(ResourceMetrics sent) {
        Map<String, String> resource = texts(sent.getResource().getAttributesList(), Map.of());
        for (ScopeMetrics scope : sent.getScopeMetricsList()) {
            for (Metric metric : scope.getMetricsList()) {
                if (wanted.contains(metric.getName())) {
                    read(new Source(resource, scope.getScope().getName(), metric.getName()), metric);
                }
            }
        }
    }

    private void read(Source source, Metric metric) {
        switch (metric.getDataCase()) {
            case SUM -> {
                AggregationTemporality kind = metric.getSum().getAggregationTemporality();
                if (metric.getSum().getIsMonotonic()) {
                    metric.getSum()
                            .getDataPointsList()
                            .forEach(p -> add(
                                    source, p.getAttributesList(), value(p), p.getTimeUnixNano(), p.getFlags(), kind));
                }
            }
            case HISTOGRAM ->
                metric.getHistogram()
                        .getDataPointsList()
                        .forEach(p -> add(
                                source,
                                p.getAttributesList(),
                                p.getCount(),
                                p.getTimeUnixNano(),
                                p.getFlags(),
                                metric.getHistogram().getAggregationTemporality()));
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(p -> add(
                                source,
                                p.getAttributesList(),
                                p.getCount(),
                                p.getTimeUnixNano(),
                                p.getFlags(),
                                metric.getExponentialHistogram().getAggregationTemporality()));
            case SUMMARY ->
                metric.getSummary()
                        .getDataPointsList()
                        .forEach(p -> add(
                                source,
                                p.getAttributesList(),
                                p.getCount(),
                                p.getTimeUnixNano(),
                                p.getFlags(),
                                AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
            default -> {
                // A gauge says how much there is, not how often something happened.
            }
        }
    }

    /** Where points come from. */
    private record Source(Map<String, String> resource, String scope, String metric) {}

    private void add(
            Source source, List<KeyValue> said, double value, long at, int flags, AggregationTemporality temporality) {
        boolean cumulative = temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
        boolean counts = cumulative || temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
        if (!counts || (flags & NO_VALUE) != 0 || at <= 0 || !(value >= 0) || Double.isInfinite(value)) {
            return;
        }
        if (!source.resource().containsKey(INSTANCE)) {
            nameless++;
            return;
        }
        Map<String, String> own = texts(said, Map.of());
        all.add(new Point(
                source.metric(),
                texts(said, source.resource()),
                hash(source.resource().toString()),
                hash(source.resource() + "\n" + source.scope() + "\n" + source.metric() + "\n" + own),
                value,
                at,
                cumulative));
    }

    private static double value(NumberDataPoint point) {
        return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    }

    /** In the order of their names, so that the same attributes are the same text. */
    private static Map<String, String> texts(List<KeyValue> attributes, Map<String, String> besides) {
        Map<String, String> texts = new TreeMap<>(besides);
        for (KeyValue one : attributes) {
            String text = text(one.getValue());
            if (text != null) {
                texts.put(one.getKey(), text);
            }
        }
        return texts;
    }

    private static @Nullable String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            default -> null;
        };
    }

    private static String hash(String text) {
        return Ids.hash(text).substring(0, 32);
    }
}
