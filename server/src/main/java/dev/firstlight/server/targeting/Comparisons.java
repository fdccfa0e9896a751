package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.segment.SegmentComparison;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Two environments of a project beside each other. */
@ApplicationScoped
class Comparisons {

    static final Pattern CURSOR = Pattern.compile("(flag|segment)/[a-z0-9][a-z0-9._-]{0,63}");

    private final Environments environments;
    private final TargetingRepository targetings;
    private final Segments segments;

    Comparisons(Environments environments, TargetingRepository targetings, Segments segments) {
        this.environments = environments;
        this.targetings = targetings;
        this.segments = segments;
    }

    @WithSession
    Uni<ComparisonView> compare(String project, String environment, @Nullable String with, int limit, String after) {
        if (with == null || with.equals(environment)) {
            throw Failure.invalid("/with", "Say with which other environment, e.g. ?with=staging.");
        }
        return environments
                .require(project, environment)
                .flatMap(here -> environments.require(project, with).flatMap(there -> segments.compare(here, there)
                        .flatMap(audiences -> documents(here).flatMap(mine -> documents(there)
                                .map(theirs -> view(here, there, mine, theirs, audiences, limit, after))))));
    }

    private Uni<Map<String, String>> documents(EnvironmentRef where) {
        return targetings.ofEnvironment(where.id()).map(all -> {
            Map<String, String> documents = new TreeMap<>();
            all.forEach(one -> documents.put(one.id.flag(), one.document));
            return documents;
        });
    }

    /** A thing that differs, not yet looked at closely. */
    private record Differing(
            String kind,
            String key,
            @Nullable String here,
            @Nullable String there) {

        String cursor() {
            return kind + "/" + key;
        }
    }

    private static ComparisonView view(
            EnvironmentRef here,
            EnvironmentRef there,
            Map<String, String> mine,
            Map<String, String> theirs,
            SegmentComparison audiences,
            int limit,
            String after) {
        List<Differing> all = new ArrayList<>();
        TreeSet<String> flags = new TreeSet<>(mine.keySet());
        flags.addAll(theirs.keySet());
        for (String flag : flags) {
            String document = mine.get(flag);
            if (document == null || !document.equals(theirs.get(flag))) {
                all.add(new Differing("flag", flag, document, theirs.get(flag)));
            }
        }
        int differingFlags = all.size();
        audiences.differing().forEach((key, pair) -> all.add(new Differing("segment", key, pair.here(), pair.there())));
        Page<Differing> page = Page.of(
                all.stream()
                        .filter(one -> one.cursor().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList(),
                limit,
                Differing::cursor);
        return new ComparisonView(
                here.key(),
                here.revision(),
                there.key(),
                there.revision(),
                new ComparisonView.Counts(flags.size() - differingFlags, audiences.equal()),
                new ComparisonView.Counts(differingFlags, audiences.differing().size()),
                page.items().stream().map(one -> item(one, audiences)).toList(),
                page.nextCursor());
    }

    private static ComparisonView.Item item(Differing one, SegmentComparison audiences) {
        SegmentComparison.Pair pair = audiences.differing().get(one.key);
        if (one.kind.equals("segment") && pair != null) {
            return ComparisonView.Item.of(one.kind, one.key, one.here, one.there, pair.differences());
        }
        return ComparisonView.Item.of(
                one.kind,
                one.key,
                one.here,
                one.there,
                one.here == null || one.there == null
                        ? List.of()
                        : FlagDifference.between(FlagDocument.spec(one.here), FlagDocument.spec(one.there)));
    }
}
