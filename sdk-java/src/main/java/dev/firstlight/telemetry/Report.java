package dev.firstlight.telemetry;

import dev.firstlight.core.Capabilities;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.TelemetryBatch;
import dev.firstlight.wire.TelemetryJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What an instance has to report, put into one batch after the other. */
final class Report {

    private static final int MOST_UNSUPPORTED = 100;
    private static final int LONGEST_DETAIL = 256;
    /** A batch's share of bytes for what is not supported. */
    private static final int MOST_BYTES = 100_000;

    private static final TelemetryBatch.Sdk SDK = new TelemetryBatch.Sdk("firstlight-java", "0.1.0");

    final EvaluationCounts counts = new EvaluationCounts();
    final UnitLog units = new UnitLog();
    /** Null where no contexts are sampled. */
    final @Nullable ContextSample contexts;

    final AtomicLong digestMismatches = new AtomicLong();
    final LongAdder evaluations = new LongAdder();

    private final @Nullable String region;
    private final Duration idle;
    private final InstantSource clock;
    private final String instance = UUID.randomUUID().toString();

    // Guarded by this.
    private long seq;
    private @Nullable Ruleset ruleset;
    private TelemetryBatch.@Nullable Applied applied;
    private long lastSent = System.nanoTime();
    private boolean news;
    private long droppedTold;

    Report(TelemetryConfig config) {
        String home = config.region();
        this.region = home != null && home.length() <= WireText.LONGEST && WireText.isWritable(home) ? home : null;
        this.idle = config.timing().idle();
        this.clock = config.clock();
        this.contexts = config.sampleContexts() ? new ContextSample(config.privateAttributes()) : null;
    }

    /** The instance serves this ruleset now, which is to be told soon. False where it is the first. */
    synchronized boolean applied(Ruleset next) {
        boolean first = applied == null;
        serves(next);
        applied = new TelemetryBatch.Applied(
                next.epoch(), next.revision(), clock.instant().toString());
        news = true;
        return !first;
    }

    /** The instance serves this ruleset now, which is no news of what was applied. */
    synchronized void serves(Ruleset next) {
        ruleset = next;
        counts.applied(next);
    }

    synchronized boolean hasNews() {
        return news;
    }

    synchronized boolean watchesRelease() {
        return ruleset != null && !ruleset.releasedFlags().isEmpty();
    }

    synchronized void sent() {
        lastSent = System.nanoTime();
    }

    /** Whether there is more to say than the last batch had room for. */
    boolean isLeftOver() {
        return !units.isEmpty() || counts.isLeftOver();
    }

    /** How many evaluations, exposures and outcomes will never be told of. */
    long dropped() {
        return units.dropped() + counts.dropped();
    }

    private synchronized long drainDropped() {
        long before = droppedTold;
        droppedTold = dropped();
        return droppedTold - before;
    }

    /** Of the flags that cannot be evaluated, as many as the server takes. */
    private static Map<String, String> told(Map<String, String> unsupported) {
        Map<String, String> told = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<String, String> each : unsupported.entrySet()) {
            String detail = WireText.fitted(each.getValue(), LONGEST_DETAIL);
            bytes += 40 + WireText.bytes(each.getKey()) + WireText.bytes(detail);
            if (told.size() == MOST_UNSUPPORTED || bytes > MOST_BYTES) {
                break;
            }
            if (WireText.isKey(each.getKey())) {
                told.put(each.getKey(), detail);
            }
        }
        return told;
    }

    /** Null where there is nothing to say and the server has heard of this instance lately. */
    synchronized byte @Nullable [] next() {
        List<TelemetryBatch.Evaluations> evaluated = counts.drain();
        evaluated.forEach(each -> evaluations.add(each.count()));
        DrainedUnits drained = units.drain();
        long dropped = drainDropped();
        long mismatches = digestMismatches.getAndSet(0);
        List<TelemetryBatch.Sampled> sampled = contexts == null ? List.of() : contexts.drain();
        boolean nothing =
                evaluated.isEmpty() && drained.isEmpty() && sampled.isEmpty() && dropped == 0 && mismatches == 0;
        if (nothing && !news && System.nanoTime() - lastSent < idle.toNanos()) {
            return null;
        }
        List<String> capabilities = news || seq == 0 ? Capabilities.ALL : List.of();
        news = false;
        Map<String, String> unsupported = ruleset == null ? Map.of() : told(ruleset.unsupported());
        TelemetryBatch batch = new TelemetryBatch(
                instance,
                seq++,
                SDK,
                region,
                applied,
                evaluated,
                drained.exposures(),
                drained.outcomes(),
                unsupported,
                dropped,
                mismatches,
                capabilities,
                contexts == null ? null : contexts.version(),
                sampled);
        return Json.bytes(TelemetryJson.write(batch));
    }
}
