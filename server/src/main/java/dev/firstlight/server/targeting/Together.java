package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Flags and segments edited in one transaction and one revision. */
@ApplicationScoped
class Together {

    private final TargetingRepository targetings;
    private final Candidates candidates;
    private final Segments segments;
    private final Revisions revisions;
    private final Audit audit;
    private final Signals signals;
    private final Policies policies;
    private final Clock clock;

    Together(
            TargetingRepository targetings,
            Candidates candidates,
            Segments segments,
            Revisions revisions,
            Audit audit,
            Signals signals,
            Policies policies,
            Clock clock) {
        this.targetings = targetings;
        this.candidates = candidates;
        this.segments = segments;
        this.revisions = revisions;
        this.audit = audit;
        this.signals = signals;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * What is to be.
     *
     * @param segments documents of segments; their large lists stay as they are
     * @param keysFrom where large lists come from as well; null for where they stay
     */
    record Wanted(
            List<FlagEdit> edits,
            Map<String, String> segments,
            @Nullable EnvironmentRef keysFrom) {}

    /** One thing as it was before and will be. */
    private record Step(
            Change change,
            String subject,
            String action,
            @Nullable String before) {}

    @WithTransaction
    Uni<Foresights.Foreseen> go(EnvironmentRef seen, Wanted wanted, Options options) {
        return revisions.lock(seen).flatMap(where -> {
            if (where.revision() != seen.revision() || where.epoch() != seen.epoch()) {
                throw Failure.of(Failure.Kind.CONFLICT, "The environment changed meanwhile; send this again.");
            }
            return targetings
                    .ofEnvironment(where.id())
                    .flatMap(all -> candidates.of(where).flatMap(before -> segments.wouldBe(where, wanted.segments())
                            .flatMap(after -> {
                                Map<String, Edited> edited = edited(all, wanted, where, options);
                                Candidate candidate = check(before, after, edited);
                                KeptAnswer answer = answer(where, wanted, edited, options);
                                return options.dryRun()
                                        ? Uni.createFrom()
                                                .item(new Foresights.Foreseen(
                                                        answer, foresight(before, candidate, wanted, edited)))
                                        : policies.permit(where, options.intent())
                                                .map(comment -> comment == null ? options : options.saying(comment))
                                                .flatMap(told -> keep(where, all, wanted, edited, told))
                                                .replaceWith(new Foresights.Foreseen(answer, null));
                            })));
        });
    }

    private Map<String, Edited> edited(
            List<TargetingEntity> all, Wanted wanted, EnvironmentRef where, Options options) {
        Map<String, Edited> edited = new TreeMap<>();
        wanted.edits().forEach(edit -> all.stream()
                .filter(one -> one.id.flag().equals(edit.flag()))
                .findFirst()
                .ifPresent(one -> {
                    Held was = Held.of(one);
                    edit.requireSeen(was, where);
                    try {
                        FlagSpec spec =
                                FlagDocument.withTargeting(was, edit.step().apply(was.targeting()));
                        edited.put(
                                edit.flag(), new Edited(edit.flag(), was, Held.next(was, spec, where, clock, options)));
                    } catch (Failure e) {
                        throw e.told(edit.told());
                    }
                }));
        return edited;
    }

    private static Foresight foresight(Candidate before, Candidate after, Wanted wanted, Map<String, Edited> edited) {
        Set<String> changed = new HashSet<>(edited.keySet());
        changed.addAll(after.using(wanted.segments().keySet()));
        return Foresight.of(before, after, changed);
    }

    private static Candidate check(Candidate before, Map<String, SegmentSpec> segments, Map<String, Edited> edited) {
        Candidate after = before.withSegments(segments);
        for (Edited one : edited.values()) {
            after = after.with(one.flag(), one.after().spec());
        }
        Set<String> all = new HashSet<>(after.flags().keySet());
        after.check(all);
        after.checkTests(before, all);
        return after;
    }

    private static KeptAnswer answer(EnvironmentRef where, Wanted wanted, Map<String, Edited> edited, Options options) {
        ObjectNode view = Json.object().put("revision", where.revision() + 1);
        if (options.dryRun()) {
            view.put("dryRun", true);
        }
        ArrayNode flags = view.putArray("flags");
        edited.values()
                .forEach(one -> flags.add(Json.object().put("flag", one.flag()).setAll(one.view(options))));
        wanted.segments().keySet().forEach(view.putArray("segments")::add);
        return new KeptAnswer(200, null, view);
    }

    private Uni<Void> keep(
            EnvironmentRef where,
            List<TargetingEntity> all,
            Wanted wanted,
            Map<String, Edited> edited,
            Options options) {
        List<Step> steps = new ArrayList<>();
        return segments.take(where, wanted.segments(), wanted.keysFrom())
                .invoke(brought -> brought.forEach(one -> steps.add(new Step(
                        one.change(),
                        where.key() + "/" + one.change().key(),
                        one.before() == null ? "segment.created" : "segment.changed",
                        one.before()))))
                .chain(() -> inTurn(
                        all.stream()
                                .filter(one -> edited.containsKey(one.id.flag()))
                                .toList(),
                        one -> write(where, one, edited, steps, options)))
                .chain(() -> record(where, steps, options));
    }

    private Uni<Void> write(
            EnvironmentRef where,
            TargetingEntity targeting,
            Map<String, Edited> edited,
            List<Step> steps,
            Options options) {
        String flag = targeting.id.flag();
        Edited one = java.util.Objects.requireNonNull(edited.get(flag));
        String before = targeting.document;
        targeting.take(one.after().document(), where.revision() + 1, one.after().updatedAt(), options.caller());
        steps.add(new Step(
                new Change(Change.Kind.FLAG, flag, targeting.document),
                where.key() + "/" + flag,
                "flag.changed",
                before));
        return targetings
                .persist(targeting)
                .chain(() -> segments.usedByFlag(
                        where.id(), flag, Candidate.segmentsOf(one.after().spec())))
                .chain(() -> signals.sendAtCommit(Signal.of(where.project(), "flag", where.key(), flag)));
    }

    private Uni<Void> record(EnvironmentRef where, List<Step> steps, Options options) {
        List<Change> changes = steps.stream().map(Step::change).toList();
        return revisions
                .bump(where, changes, entry(where, steps.get(0), options))
                .chain(() -> inTurn(
                        steps, step -> audit.append(entry(where, step, options)).replaceWithVoid()));
    }

    private static AuditEntry entry(EnvironmentRef where, Step step, Options options) {
        return new AuditEntry(
                where.project(),
                options.caller(),
                step.action(),
                step.subject(),
                options.comment(),
                step.before(),
                step.change().document());
    }

    private static <T> Uni<Void> inTurn(List<T> all, java.util.function.Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
