package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The flags of an environment as other rooms need them, and edits that are part of a greater transaction: the
 * environment has to be locked by {@link Revisions#lock}, and what is written joins the caller's transaction.
 */
@ApplicationScoped
public class Targetings {

    private final TargetingRepository targetings;
    private final Segments segments;
    private final Candidates candidates;
    private final Revisions revisions;
    private final Signals signals;
    private final Clock clock;

    Targetings(
            TargetingRepository targetings,
            Segments segments,
            Candidates candidates,
            Revisions revisions,
            Signals signals,
            Clock clock) {
        this.targetings = targetings;
        this.segments = segments;
        this.candidates = candidates;
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
        return targetings.ofEnvironment(environmentId).map(Candidates::specs);
    }

    /** A flag of an environment, or 404. */
    @WithSession
    public Uni<State> require(EnvironmentRef environment, String flag) {
        return targetings
                .require(environment, flag)
                .map(found -> new State(FlagDocument.spec(found.document), found.version));
    }

    /** What flags do in each environment, as the API shows it: by flag, then by the environment's row. */
    @WithSession
    public Uni<Map<String, Map<Long, ObjectNode>>> views(String project, List<String> flags) {
        return targetings.ofFlags(project, flags).map(all -> {
            Map<String, Map<Long, ObjectNode>> views = new LinkedHashMap<>();
            all.forEach(one -> views.computeIfAbsent(one.id.flag(), flag -> new LinkedHashMap<>())
                    .put(one.id.environmentId(), Held.of(one).view()));
            return views;
        });
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
                    return candidates
                            .of(where)
                            .invoke(candidate -> candidate.check(flag, after))
                            .chain(() -> write(where, targeting, after, caller, action, comment))
                            .map(revision -> new Applied(revision, targeting.version, before));
                }));
    }

    /** Adds a flag that is not there yet. */
    public Uni<Void> add(Caller caller, EnvironmentRef where, String flag, FlagSpec spec, String action) {
        TargetingEntity targeting = new TargetingEntity();
        targeting.id = new TargetingEntity.Key(where.id(), flag);
        targeting.project = where.project();
        targeting.document = "";
        boolean alone =
                spec.prerequisites().isEmpty() && Candidate.segmentsOf(spec).isEmpty();
        return (alone ? candidates.alone(where, FlagDocument.write(spec).length()) : candidates.of(where))
                .invoke(candidate -> candidate.check(flag, spec))
                .chain(() -> write(where, targeting, spec, caller, action, null))
                .replaceWithVoid();
    }

    /** Changes what belongs to the flag itself in its document; where that comes to nothing, nothing happens. */
    public Uni<Void> reshape(
            Caller caller,
            EnvironmentRef where,
            String flag,
            UnaryOperator<ObjectNode> shape,
            @Nullable String comment) {
        return targetings.require(where, flag).flatMap(targeting -> {
            ObjectNode document =
                    shape.apply((ObjectNode) dev.firstlight.server.platform.Json.read(targeting.document));
            FlagSpec spec = FlagDocument.read(document);
            if (FlagDocument.write(spec).equals(targeting.document)) {
                return Uni.createFrom().voidItem();
            }
            // First what costs little: to read an environment that is full takes longer than a refusal may.
            return checkGrowth(where, 0, FlagDocument.write(spec).length() - targeting.document.length())
                    .chain(() -> candidates.of(where))
                    .invoke(candidate -> {
                        candidate.check(flag, spec);
                        candidate.with(flag, spec).checkTests(candidate, Set.of(flag));
                    })
                    .chain(() -> write(where, targeting, spec, caller, "flag.changed", comment))
                    .replaceWithVoid();
        });
    }

    /** Takes a flag away; 409 where a release moves it, 422 where another asks for it. */
    public Uni<Void> remove(Caller caller, EnvironmentRef where, String flag, String action, @Nullable String comment) {
        return targetings.require(where, flag).flatMap(targeting -> {
            if (FlagDocument.spec(targeting.document).release() != null) {
                throw Failure.of(
                        Failure.Kind.CONFLICT,
                        "A release moves this flag in " + where.key() + "; end the release first.");
            }
            return candidates
                    .of(where)
                    .invoke(candidate -> candidate.checkWithout(flag))
                    .chain(() -> segments.usedByFlag(where.id(), flag, List.of()))
                    .chain(() -> targetings.delete(targeting))
                    .chain(() -> revisions.change(
                            where,
                            List.of(new Change(Change.Kind.FLAG, flag, null)),
                            new AuditEntry(
                                    where.project(),
                                    caller,
                                    action,
                                    where.key() + "/" + flag,
                                    comment,
                                    targeting.document,
                                    null)))
                    .replaceWithVoid();
        });
    }

    /** Refuses where the environment would not evaluate with flags that are not there yet. */
    public Uni<Void> check(EnvironmentRef where, Map<String, FlagSpec> more) {
        return checkGrowth(
                        where,
                        more.size(),
                        more.values().stream()
                                .mapToLong(spec -> FlagDocument.write(spec).length())
                                .sum())
                .chain(() -> candidates.of(where))
                .invoke(candidate -> candidate.checkMore(more))
                .replaceWithVoid();
    }

    private Uni<Void> checkGrowth(EnvironmentRef where, int flags, long bytes) {
        return targetings
                .size(where.id())
                .invoke(size -> {
                    if (flags > 0) {
                        Candidate.checkCount(size.flags() + flags);
                    }
                    Candidate.checkSize(size.bytes() + bytes);
                })
                .replaceWithVoid();
    }

    /** Adds checked flags; revision and audit are the caller's, who gives the log what this answers. */
    public Uni<List<Change>> addAll(Caller caller, EnvironmentRef where, Map<String, FlagSpec> specs) {
        List<Change> changes = new ArrayList<>();
        return Multi.createFrom()
                .iterable(specs.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> addOne(caller, where, one.getKey(), one.getValue(), changes))
                .collect()
                .asList()
                .replaceWith(changes);
    }

    private Uni<Void> addOne(Caller caller, EnvironmentRef where, String flag, FlagSpec spec, List<Change> changes) {
        TargetingEntity targeting = new TargetingEntity();
        targeting.id = new TargetingEntity.Key(where.id(), flag);
        targeting.project = where.project();
        targeting.take(FlagDocument.write(spec), where.revision() + 1, clock.instant(), caller);
        changes.add(new Change(Change.Kind.FLAG, flag, targeting.document));
        return targetings
                .persist(targeting)
                .chain(() -> segments.usedByFlag(where.id(), flag, Candidate.segmentsOf(spec)))
                .chain(() -> signals.sendAtCommit(Signal.of(where.project(), "flag", where.key(), flag)));
    }

    private Uni<Long> write(
            EnvironmentRef where,
            TargetingEntity targeting,
            FlagSpec after,
            Caller caller,
            String action,
            @Nullable String comment) {
        String flag = targeting.id.flag();
        String before = targeting.document;
        targeting.take(FlagDocument.write(after), where.revision() + 1, clock.instant(), caller);
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
