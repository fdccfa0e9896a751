package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.segment.Refusal;
import dev.firstlight.server.segment.SegmentWatch;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A segment is not changed in a way that breaks the tests of flags that use it; a dry run says what it does to them. */
@ApplicationScoped
class DependentFlags implements SegmentWatch {

    private final TargetingRepository targetings;
    private final Candidates candidates;
    private final Foresights foresights;

    DependentFlags(TargetingRepository targetings, Candidates candidates, Foresights foresights) {
        this.targetings = targetings;
        this.candidates = candidates;
        this.foresights = foresights;
    }

    @Override
    @WithSession
    public Uni<Void> foretell(
            EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after, ObjectNode view) {
        Set<String> changed = new HashSet<>(after.keySet());
        changed.removeIf(key -> Objects.equals(after.get(key), before.get(key)));
        return candidates.of(where).flatMap(candidate -> {
            Candidate was = candidate.withSegments(before);
            Candidate is = candidate.withSegments(after);
            return foresights.tell(Foresight.of(was, is, is.using(changed)), view);
        });
    }

    @Override
    public Uni<Void> check(EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after) {
        return targetings
                .hasTests(where.id())
                .flatMap(any -> any
                        ? targetings
                                .ofEnvironment(where.id())
                                .invoke(flags -> judge(where, flags, before, after))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private static void judge(
            EnvironmentRef where,
            List<TargetingEntity> flags,
            Map<String, SegmentSpec> before,
            Map<String, SegmentSpec> after) {
        // Regions that a split names are not looked at here, groups decide nothing that a segment could change.
        Candidate was =
                new Candidate(where, List.of(), Map.of(), Candidates.specs(flags), before, Candidates.tests(flags));
        Set<String> all = new HashSet<>(was.flags().keySet());
        Refusal.ifAny(TestedFlags.broken(was, was.withSegments(after), all), "");
    }
}
