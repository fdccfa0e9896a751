package dev.firstlight.server.flag;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.segment.Segments;
import dev.firstlight.server.targeting.FlagDocument;
import dev.firstlight.server.targeting.Targetings;
import dev.firstlight.wire.FlagJson;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Flags and segments taken over from elsewhere: all of them or none, in one revision. */
@ApplicationScoped
public class Imports {

    private static final long NOT_HERE = 0;

    private final Environments environments;
    private final Revisions revisions;
    private final Segments segments;
    private final FlagRepository repository;
    private final Targetings targetings;
    private final Policies policies;
    private final Clock clock;

    Imports(
            Environments environments,
            Revisions revisions,
            Segments segments,
            FlagRepository repository,
            Targetings targetings,
            Policies policies,
            Clock clock) {
        this.environments = environments;
        this.revisions = revisions;
        this.segments = segments;
        this.repository = repository;
        this.targetings = targetings;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Adds flags that are not there yet. In the named environment they are as given; in the project's others they are
     * there and off.
     *
     * @param audiences segments of the named environment that the flags use
     * @param comment where they come from, for the audit
     * @return the named environment's revision with them
     * @throws Failure 409 where a key is taken
     */
    @WithTransaction
    public Uni<Long> add(
            Caller caller,
            String project,
            String environment,
            Map<String, FlagSpec> specs,
            Map<String, SegmentSpec> audiences,
            String comment) {
        specs.keySet().forEach(key -> Ids.requireKey(key, ""));
        return environments.require(project, environment).flatMap(target -> refuseTaken(project, specs)
                .chain(() -> each(specs, (key, spec) -> repository.persist(flag(project, key, spec))))
                .chain(repository::flush)
                // All are locked first: whoever holds the end of the audit waits for no environment.
                .chain(() -> revisions.lockAll(project))
                .flatMap(locked -> inTurn(
                        locked,
                        where -> where.id() == target.id()
                                ? policies.permit(where, new Intent(caller, comment, false))
                                        .chain(() -> here(caller, where, specs, audiences, comment))
                                : elsewhere(caller, where, specs, comment)))
                .map(revisions -> Collections.max(revisions)));
    }

    private static <T> Uni<List<T>> inTurn(List<EnvironmentRef> all, Function<EnvironmentRef, Uni<T>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }

    private Uni<Void> refuseTaken(String project, Map<String, FlagSpec> specs) {
        return repository
                .keys(project)
                .invoke(keys -> {
                    List<String> taken = specs.keySet().stream()
                            .filter(keys::contains)
                            .sorted()
                            .toList();
                    if (!taken.isEmpty()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "There are flags with these keys already: " + String.join(", ", taken)
                                        + ". Import into another project, or delete them first.");
                    }
                })
                .replaceWithVoid();
    }

    private FlagEntity flag(String project, String key, FlagSpec spec) {
        FlagEntity flag = new FlagEntity();
        flag.id = new FlagEntity.Key(project, key);
        flag.name = key;
        flag.description = "";
        flag.tags = "[]";
        flag.type = spec.type().key();
        flag.variants = Json.write(FlagJson.write(spec).get("variants"));
        flag.salt = spec.salt();
        flag.clientVisible = spec.clientVisible();
        flag.version = 1;
        flag.createdAt = clock.instant();
        return flag;
    }

    private Uni<Long> here(
            Caller caller,
            EnvironmentRef where,
            Map<String, FlagSpec> specs,
            Map<String, SegmentSpec> audiences,
            String comment) {
        return segments.add(where, audiences).flatMap(changes -> targetings
                .check(where, specs)
                .chain(() -> targetings.addAll(caller, where, specs))
                .chain(kept -> {
                    List<Change> together = new ArrayList<>(changes);
                    together.addAll(kept);
                    AuditEntry entry = imported(caller, where, specs, comment);
                    return together.isEmpty()
                            ? Uni.createFrom().item(where.revision())
                            : revisions.change(where, together, entry);
                }));
    }

    private static AuditEntry imported(
            Caller caller, EnvironmentRef where, Map<String, FlagSpec> specs, String comment) {
        return new AuditEntry(
                where.project(),
                caller,
                "flags.imported",
                where.key(),
                comment,
                null,
                Json.write(List.copyOf(specs.keySet())));
    }

    private Uni<Long> elsewhere(Caller caller, EnvironmentRef where, Map<String, FlagSpec> specs, String comment) {
        Map<String, FlagSpec> off = new LinkedHashMap<>();
        specs.forEach((key, spec) -> off.put(key, FlagDocument.off(spec)));
        return targetings
                .addAll(caller, where, off)
                .flatMap(changes -> changes.isEmpty()
                        ? Uni.createFrom().item(NOT_HERE)
                        : revisions
                                .bump(where, changes, imported(caller, where, specs, comment))
                                .replaceWith(NOT_HERE));
    }

    /** Does something for each flag, one after the other: a session takes one statement at a time. */
    private static Uni<Void> each(Map<String, FlagSpec> specs, Step step) {
        return Multi.createFrom()
                .iterable(specs.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        one -> step.take(one.getKey(), one.getValue()).replaceWithVoid())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private interface Step {
        Uni<?> take(String key, FlagSpec spec);
    }
}
