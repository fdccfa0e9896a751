package dev.firstlight.server.flag;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags of an environment as other rooms need them, and the one way in which a targeting is written. */
@ApplicationScoped
public class Flags {

    private final TargetingRepository targetings;
    private final Segments segments;
    private final Regions regions;
    private final Revisions revisions;
    private final Signals signals;
    private final Clock clock;

    Flags(
            TargetingRepository targetings,
            Segments segments,
            Regions regions,
            Revisions revisions,
            Signals signals,
            Clock clock) {
        this.targetings = targetings;
        this.segments = segments;
        this.regions = regions;
        this.revisions = revisions;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * A flag in an environment.
     *
     * @param version of its targeting there, which If-Match names
     */
    public record State(FlagSpec spec, long version) {}

    /**
     * What a release's edit came to.
     *
     * @param revision the environment's, with the edit
     * @param version the targeting's, with the edit
     * @param before the flag as it was
     */
    public record Applied(long revision, long version, FlagSpec before) {}

    /** All flags of an environment as they are written, by key. */
    @WithSession
    public Uni<Map<String, FlagSpec>> specs(long environmentId) {
        return targetings.ofEnvironment(environmentId).map(all -> {
            Map<String, FlagSpec> specs = new LinkedHashMap<>();
            all.forEach(one -> specs.put(one.id.flag(), FlagDocument.spec(one.document)));
            return specs;
        });
    }

    /** A flag of an environment, or 404. */
    @WithSession
    public Uni<State> require(EnvironmentRef environment, String flag) {
        return targetings
                .require(environment, flag)
                .map(found -> new State(FlagDocument.spec(found.document), found.version));
    }

    /**
     * A release's edit: another default, and what SDKs must know of the release; nothing else of the flag moves. Joins
     * the caller's transaction.
     *
     * @param release null where no release runs any more
     * @param action as the audit says it, e.g. {@code release.rolled-back}
     * @param comment the reason, one sentence
     */
    @WithTransaction
    public Uni<Applied> applyRelease(
            EnvironmentRef environment,
            String flag,
            Serve defaultServe,
            @Nullable ReleaseSpec release,
            Caller caller,
            String action,
            @Nullable String comment) {
        return revisions
                .lock(environment)
                .flatMap(where -> targetings.require(where, flag).flatMap(targeting -> {
                    FlagSpec before = FlagDocument.spec(targeting.document);
                    FlagSpec after = before.withDefault(defaultServe, release);
                    return candidate(where)
                            .invoke(candidate -> candidate.check(flag, after))
                            .chain(() -> write(where, targeting, after, caller, action, comment))
                            .map(revision -> new Applied(revision, targeting.version, before));
                }));
    }

    /** The environment as it is, to be checked with a change. Call it with the environment locked. */
    Uni<Candidate> candidate(EnvironmentRef where) {
        return specs(where.id()).flatMap(flags -> segments.specs(where.id())
                .flatMap(audiences -> regions.keys(where.project()).flatMap(keys -> regions.groups(where.project())
                        .map(groups -> new Candidate(where, keys, groups, flags, audiences)))));
    }

    /** Keeps a checked targeting: document, uses, revision, change log, audit and hints, in the caller's transaction. */
    Uni<Long> write(
            EnvironmentRef where,
            TargetingEntity targeting,
            FlagSpec after,
            Caller caller,
            String action,
            @Nullable String comment) {
        String flag = targeting.id.flag();
        String before = targeting.document;
        targeting.document = FlagDocument.write(after);
        targeting.version++;
        targeting.revision = where.revision() + 1;
        targeting.updatedAt = clock.instant();
        targeting.updatedBy = caller.id();
        return targetings
                .persist(targeting)
                .chain(() -> segments.usedByFlag(where.id(), flag, Candidate.segmentsOf(after)))
                .chain(() -> revisions.change(
                        where,
                        List.of(new Change(Change.Kind.FLAG, flag, targeting.document)),
                        new AuditEntry(
                                where.project(),
                                caller,
                                action,
                                where.key() + "/" + flag,
                                comment,
                                before.isEmpty() ? null : before,
                                targeting.document)))
                .call(() -> signals.sendAtCommit(Signal.of(where.project(), "flag", where.key(), flag)));
    }
}
