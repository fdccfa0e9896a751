package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what pages report: they know no releases, so whoever calls this has found out whom it concerns. */
@ApplicationScoped
public class PageReports {
    /** Pages choose their names as they like; none of them is an SDK's. */
    private static final String PAGE = "page:";

    private final TelemetryBox box;

    PageReports(TelemetryBox box) {
        this.box = box;
    }

    /**
     * A unit's part in a release.
     *
     * @param unit its 64-bit hash within the release
     */
    public record Part(String release, int stage, String region, Arm arm, long unit) {}

    /**
     * What a page reported of a metric.
     *
     * @param value the mean of what it measured, from −1e15 to 1e15; null for an event without a value
     * @param count how many measurements that is of, or how often the event happened; at least 1
     */
    public record Said(String metric, @Nullable Double value, long count) {}

    /**
     * Keeps a report, or finds that it was kept before: each instance numbers its own.
     *
     * @param evaluations what it saw
     * @param exposed the parts in releases of what it saw
     * @param said what it reported, by the part that it concerns
     */
    public Uni<Void> keep(
            long environmentId,
            String instance,
            long seq,
            List<Usages.Reported> evaluations,
            List<Part> exposed,
            List<PartSaid> said) {
        List<Reported.Exposed> exposures = new ArrayList<>();
        exposed.forEach(part -> exposures.add(exposed(part)));
        List<Reported.Happened> outcomes = new ArrayList<>();
        said.forEach(one -> outcomes.add(happened(one)));
        List<TelemetryBatch.Evaluations> counts = evaluations.stream()
                .map(one -> new TelemetryBatch.Evaluations(one.flag(), one.variant(), one.reason(), one.count()))
                .toList();
        return box.keep(new Reported(
                environmentId, PAGE + instance, seq, exposures, outcomes, counts, exposures.size() + outcomes.size()));
    }

    /** What was said, and whom it concerns. */
    public record PartSaid(Part part, Said said) {}

    private static Reported.Exposed exposed(Part part) {
        return new Reported.Exposed(
                part.release(), part.stage(), part.region(), part.arm() == Arm.TREATMENT, new long[] {part.unit()});
    }

    private static Reported.Happened happened(PartSaid one) {
        Double value = one.said().value();
        return new Reported.Happened(
                one.part().release(),
                one.said().metric(),
                new long[] {one.part().unit()},
                value == null ? null : new double[] {value},
                new long[] {one.said().count()});
    }
}
