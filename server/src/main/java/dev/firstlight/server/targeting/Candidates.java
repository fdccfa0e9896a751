package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.segment.Segments;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environments as they are kept, to try a change on. */
@ApplicationScoped
class Candidates {

    private final TargetingRepository targetings;
    private final Segments segments;
    private final Regions regions;

    Candidates(TargetingRepository targetings, Segments segments, Regions regions) {
        this.targetings = targetings;
        this.segments = segments;
        this.regions = regions;
    }

    /** For a flag that is not there yet and names no other: what is there does not matter, but for how much it is. */
    Uni<Candidate> alone(EnvironmentRef where, long bytes) {
        return targetings
                .size(where.id())
                .invoke(size -> {
                    Candidate.checkCount(size.flags() + 1);
                    Candidate.checkSize(size.bytes() + bytes);
                })
                .chain(() -> regions.known(where.project()))
                .map(known -> new Candidate(where, known.keys(), known.groups(), Map.of(), Map.of(), Map.of()));
    }

    /** In the caller's session; whoever writes after it holds the environment's lock. */
    Uni<Candidate> of(EnvironmentRef where) {
        return targetings.ofEnvironment(where.id()).flatMap(flags -> segments.specs(where.id())
                .flatMap(audiences -> regions.known(where.project())
                        .map(known -> new Candidate(
                                where, known.keys(), known.groups(), specs(flags), audiences, tests(flags)))));
    }

    static Map<String, FlagSpec> specs(List<TargetingEntity> flags) {
        Map<String, FlagSpec> specs = new LinkedHashMap<>();
        flags.forEach(one -> specs.put(one.id.flag(), FlagDocument.spec(one.document)));
        return specs;
    }

    static Map<String, FlagTests> tests(List<TargetingEntity> flags) {
        Map<String, FlagTests> tests = new HashMap<>();
        flags.stream()
                .filter(one -> one.tests != null)
                .forEach(one -> tests.put(one.id.flag(), FlagTests.of(one.tests)));
        return tests;
    }
}
