package dev.firstlight.server.metric;

import dev.firstlight.server.environment.Receipt;
import dev.firstlight.server.environment.Receipts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps what SDKs report, all of a batch or nothing. */
@ApplicationScoped
class Telemetry {
    private final TelemetryBox box;
    private final Receipts receipts;
    private final TelemetryMeters meters;

    Telemetry(TelemetryBox box, Receipts receipts, TelemetryMeters meters) {
        this.box = box;
        this.receipts = receipts;
        this.meters = meters;
    }

    /**
     * Keeps a batch: what it counts, together with what others count, and then what the instance serves. A batch that is
     * sent again counts nothing, and says what it said.
     */
    Uni<Void> take(long environmentId, TelemetryBatch batch) {
        Uni<Void> counted =
                batch.countsNothing() ? Uni.createFrom().voidItem() : count(Reported.of(environmentId, batch));
        return counted.chain(() -> receipts.keep(environmentId, receipt(batch)));
    }

    private Uni<Void> count(Reported reported) {
        return box.keep(reported)
                .invoke(() -> meters.accepted(reported.size()))
                .onFailure()
                .invoke(e -> meters.lost(reported.size(), e));
    }

    private static Receipt receipt(TelemetryBatch batch) {
        TelemetryBatch.Applied applied = batch.applied();
        List<TelemetryBatch.Unsupported> unsupported = batch.unsupported() == null ? List.of() : batch.unsupported();
        return new Receipt(
                batch.instance(),
                batch.sdk().name(),
                batch.sdk().version(),
                batch.region(),
                applied == null ? null : applied.epoch(),
                applied == null ? null : applied.revision(),
                applied == null ? null : applied.at(),
                unsupported.stream()
                        .map(u -> u.detail() == null ? u.flag() : u.flag() + ": " + u.detail())
                        .toList(),
                batch.capabilities());
    }
}
