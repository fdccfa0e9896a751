package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.concurrent.atomic.AtomicInteger;

/** The span of a change on its way to all streams of this node; it ends once the last event loop has written. */
final class Sending {

    private final Span span;
    private final AtomicInteger loops;
    private final AtomicInteger streams = new AtomicInteger();

    /**
     * A change that leaves now.
     *
     * @param loops how many event loops it goes to
     */
    Sending(Traces traces, Pace.Step step, int loops) {
        // A change that nobody traces begins no trace here.
        boolean traced = Span.fromContext(step.now().trace()).getSpanContext().isSampled();
        this.span = traced
                ? traces.begin("send change", SpanKind.PRODUCER, step.now().trace())
                : Span.getInvalid();
        this.loops = new AtomicInteger(loops);
        span.setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.system", "firstlight")
                .setAttribute("firstlight.revision", step.now().revision());
        if (loops == 0) {
            end();
        }
    }

    /** One loop has written to so many streams. */
    void sent(int written) {
        streams.addAndGet(written);
        if (loops.decrementAndGet() == 0) {
            end();
        }
    }

    private void end() {
        span.setAttribute("firstlight.streams", streams.get()).end();
    }
}
