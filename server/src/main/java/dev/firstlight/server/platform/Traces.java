package dev.firstlight.server.platform;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what no library knows of: an edit's way from its transaction to the streams of every node. A trace crosses
 * from node to node as W3C's {@code traceparent}, in the change log. Where nothing is exported, nothing is written.
 */
@ApplicationScoped
public class Traces {

    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String PARENT = "traceparent";
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;

    @Inject
    Traces(OpenTelemetry telemetry, @ConfigProperty(name = DISABLED) boolean disabled) {
        // What is called disabled there still makes spans; it only sends none.
        this(disabled ? OpenTelemetry.noop() : telemetry);
    }

    /** Spans that go where this telemetry goes. */
    public Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.firstlight.server");
    }

    /** Exports traces where OpenTelemetry's own variable names a place; to be called before the service starts. */
    public static void configure() {
        if (Settings.read()
                .getOptionalValue("otel.exporter.otlp.endpoint", String.class)
                .isPresent()) {
            System.setProperty(DISABLED, "false");
            System.setProperty("firstlight.traces", "true");
        }
    }

    /** A span that begins now, and that whoever asked for it ends. */
    public Span begin(String name, SpanKind kind, Context parent) {
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
    }

    /**
     * A span of something that several traces led to: it belongs to the first and is linked to the others.
     *
     * @param parents as {@link #parent} gives them; none for a span that is not recorded
     */
    public Span begin(String name, SpanKind kind, Collection<String> parents) {
        List<Context> contexts = parents.stream().map(Traces::context).toList();
        if (contexts.isEmpty()) {
            return Span.getInvalid();
        }
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind).setParent(contexts.get(0));
        contexts.stream()
                .skip(1)
                .forEach(other -> builder.addLink(Span.fromContext(other).getSpanContext()));
        return builder.startSpan();
    }

    /** Work that nobody asked for, in a trace of its own: what it writes belongs to that. */
    @SuppressWarnings("MustBeClosedChecker") // it is closed when the work is done, on whatever thread that is
    public <T> Uni<T> within(String name, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Span span = begin(name, SpanKind.INTERNAL, Context.root());
            Scope current = span.makeCurrent();
            return work.get().onItemOrFailure().invoke((done, failure) -> {
                current.close();
                if (failure == null) {
                    span.end();
                } else {
                    fail(span, failure);
                }
            });
        });
    }

    /** Ends a span with what went wrong. */
    public static void fail(Span span, Throwable e) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", e.getClass().getName());
        span.end();
    }

    /** A span as {@code traceparent} writes it; null for one that nobody records. */
    public static @Nullable String parent(Span span) {
        SpanContext context = span.getSpanContext();
        if (!context.isValid() || !context.isSampled()) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        PROPAGATOR.inject(Context.root().with(span), carrier, (to, key, value) -> {
            if (to != null) {
                to.put(key, value);
            }
        });
        return carrier.get(PARENT);
    }

    private static Context context(String parent) {
        return PROPAGATOR.extract(Context.root(), Map.of(PARENT, parent), GETTER);
    }
}
