package dev.firstlight.server.exchange;

import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.segment.Segments;
import dev.firstlight.server.targeting.Targetings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads all that an environment has, at one revision. */
@ApplicationScoped
class ExportReader {

    private final Environments environments;
    private final Targetings flags;
    private final Segments segments;
    private final Regions regions;

    ExportReader(Environments environments, Targetings flags, Segments segments, Regions regions) {
        this.environments = environments;
        this.flags = flags;
        this.segments = segments;
        this.regions = regions;
    }

    Uni<RulesetSpec> read(EnvironmentRef where) {
        return flags.specs(where.id())
                .flatMap(flagsNow -> segments.specs(where.id()).flatMap(segmentsNow -> regions.groups(where.project())
                        .map(groupsNow -> new RulesetSpec(
                                where.project(),
                                where.key(),
                                where.epoch(),
                                where.revision(),
                                groupsNow,
                                flagsNow,
                                segmentsNow))))
                // What was read at different times must not be mixed: where somebody wrote in between, read again.
                .flatMap(read -> environments
                        .require(where.id())
                        .flatMap(now -> isAt(now, read) ? Uni.createFrom().item(read) : read(now)));
    }

    private static boolean isAt(EnvironmentRef now, RulesetSpec read) {
        return now.epoch() == read.epoch() && now.revision() == read.revision();
    }
}
