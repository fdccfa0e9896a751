package dev.firstlight.server.metric;

import dev.firstlight.server.platform.ConnectionTrouble;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the batches that come while others are being written, and writes them together: one lock, one sync of the disk.
 * Each is answered when it is durable. It holds no more than it may; who brings more comes again.
 */
@ApplicationScoped
class TelemetryBox {
    private static final int MOST_TOGETHER = 1_000;
    /** About half a second's work, so that nodes that count for the same release take turns. */
    private static final int MOST_UNITS_TOGETHER = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private record Waiting(
            Reported batch,
            UniEmitter<? super Void> answer,
            @Nullable Context context) {

        /** A request goes on where it was, not where the database's answer came in. */
        void answer(Runnable said) {
            if (context == null) {
                said.run();
            } else {
                context.runOnContext(ignored -> said.run());
            }
        }
    }

    private final TelemetryWriter writer;
    private final MetricConfig config;
    private final Deque<Waiting> box = new ArrayDeque<>();
    private int units;
    private boolean busy;

    TelemetryBox(TelemetryWriter writer, MetricConfig config) {
        this.writer = writer;
        this.config = config;
    }

    /**
     * Keeps a batch, or finds that it was kept before. Fails with 429 where there is no room for it, and as every request
     * where the database does not answer: it may have been kept then, and is sent again.
     */
    Uni<Void> keep(Reported batch) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    synchronized (this) {
                        if (units > 0 && units + batch.size() > config.mostWaiting()) {
                            emitter.fail(Failure.of(
                                    Failure.Kind.TOO_MANY,
                                    "Telemetry has to wait just now; send the batch again when Retry-After says."));
                            return;
                        }
                        units += batch.size();
                        box.add(new Waiting(batch, emitter, Vertx.currentContext()));
                        if (busy) {
                            return;
                        }
                        busy = true;
                    }
                    writeNext();
                })
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    /** How many units wait. */
    synchronized int waiting() {
        return units;
    }

    private void writeNext() {
        List<Waiting> together = new ArrayList<>();
        synchronized (this) {
            int size = 0;
            while (!box.isEmpty()
                    && together.size() < MOST_TOGETHER
                    && (size == 0 || size + box.element().batch().size() <= MOST_UNITS_TOGETHER)) {
                Waiting next = box.remove();
                size += next.batch().size();
                together.add(next);
            }
            if (together.isEmpty()) {
                busy = false;
                return;
            }
        }
        write(together).subscribe().with(done -> writeNext(), e -> writeNext());
    }

    /** Makes room before anybody is answered, so that whoever is can bring the next. */
    private synchronized void leave(List<Waiting> together) {
        together.forEach(one -> units -= one.batch().size());
    }

    private Uni<Void> write(List<Waiting> together) {
        return Uni.createFrom()
                .deferred(
                        () -> writer.write(together.stream().map(Waiting::batch).toList()))
                .invoke(() -> leave(together))
                .invoke(() ->
                        together.forEach(one -> one.answer(() -> one.answer().complete(null))))
                .onFailure()
                .recoverWithUni(e -> failed(together, e));
    }

    /** Where one of them cannot be kept it takes no other with it: each by itself. */
    private Uni<Void> failed(List<Waiting> together, Throwable e) {
        if (together.size() == 1 || ConnectionTrouble.isIn(e)) {
            leave(together);
            together.forEach(one -> one.answer(() -> one.answer().fail(e)));
            return Uni.createFrom().voidItem();
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Waiting one : together) {
            all = all.chain(() -> write(List.of(one)));
        }
        return all;
    }
}
