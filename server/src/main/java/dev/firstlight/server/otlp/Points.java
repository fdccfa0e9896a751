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
import java.util.stream.Stream;
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
        AggregationTemporality temporality = temporality(metric);
        boolean cumulative = temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
        if (cumulative || temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA) {
            counts(metric).forEach(count -> add(source, count, cumulative));
        }
    }

    private static AggregationTemporality temporality(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM -> metric.getSum().getAggregationTemporality();
            case HISTOGRAM -> metric.getHistogram().getAggregationTemporality();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getAggregationTemporality();
            case SUMMARY -> AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
            default -> AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
        };
    }

    private static Stream<Count> counts(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM ->
                metric.getSum().getDataPointsList().stream()
                        .filter(point -> metric.getSum().getIsMonotonic())
                        .map(p -> new Count(p.getAttributesList(), value(p), p.getTimeUnixNano(), p.getFlags()));
            case HISTOGRAM ->
                metric.getHistogram().getDataPointsList().stream()
                        .map(p -> new Count(p.getAttributesList(), p.getCount(), p.getTimeUnixNano(), p.getFlags()));
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram().getDataPointsList().stream()
                        .map(p -> new Count(p.getAttributesList(), p.getCount(), p.getTimeUnixNano(), p.getFlags()));
            case SUMMARY ->
                metric.getSummary().getDataPointsList().stream()
                        .map(p -> new Count(p.getAttributesList(), p.getCount(), p.getTimeUnixNano(), p.getFlags()));
            // A gauge says how much there is, not how often something happened.
            default -> Stream.empty();
        };
    }

    /** Where points come from. */
    private record Source(Map<String, String> resource, String scope, String metric) {}

    /** What all kinds of points have. */
    private record Count(List<KeyValue> attributes, double value, long at, int flags) {

        boolean isOne() {
            return (flags & NO_VALUE) == 0 && at > 0 && value >= 0 && Double.isFinite(value);
        }
    }

    private void add(Source source, Count count, boolean cumulative) {
        if (!count.isOne()) {
            return;
        }
        if (!source.resource().containsKey(INSTANCE)) {
            nameless++;
            return;
        }
        Map<String, String> own = texts(count.attributes(), Map.of());
        all.add(new Point(
                source.metric(),
                texts(count.attributes(), source.resource()),
                hash(source.resource().toString()),
                hash(source.resource() + "\n" + source.scope() + "\n" + source.metric() + "\n" + own),
                count.value(),
                count.at(),
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
