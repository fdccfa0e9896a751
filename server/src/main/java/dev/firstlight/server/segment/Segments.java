package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Limits;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The segments of an environment. */
@ApplicationScoped
public class Segments {

    private final Environments environments;
    private final Revisions revisions;
    private final SegmentRepository segments;
    private final KeyRepository keys;
    private final Instance<SegmentWatch> watches;

    Segments(
            Environments environments,
            Revisions revisions,
            SegmentRepository segments,
            KeyRepository keys,
            Instance<SegmentWatch> watches) {
        this.environments = environments;
        this.revisions = revisions;
        this.segments = segments;
        this.keys = keys;
        this.watches = watches;
    }

    /** All segments of an environment as they are written, by key. */
    @WithSession
    public Uni<Map<String, SegmentSpec>> specs(long environmentId) {
        return segments.ofEnvironment(environmentId).map(Segments::specs);
    }

    /** Says anew which segments a flag's targeting uses, in the caller's transaction: those are then kept. */
    public Uni<Void> usedByFlag(long environmentId, String flag, Collection<String> keys) {
        return segments.use(environmentId, "flag", flag, keys);
    }

    /**
     * Adds segments that are not there yet, in the caller's transaction and with the environment locked; revision, change
     * log and audit are the caller's.
     *
     * @return what the change log must have
     * @throws Failure 409 where a key is taken
     */
    public Uni<List<Change>> add(EnvironmentRef where, Map<String, SegmentSpec> specs) {
        specs.keySet().forEach(key -> Ids.requireKey(key, ""));
        return segments.ofEnvironment(where.id()).flatMap(all -> {
            List<String> taken =
                    specs(all).keySet().stream().filter(specs::containsKey).toList();
            if (!taken.isEmpty()) {
                throw Failure.of(
                        Failure.Kind.CONFLICT,
                        "There are segments with these keys already: " + String.join(", ", taken) + ".");
            }
            List<Change> changes = new ArrayList<>();
            List<SegmentEntity> added = new ArrayList<>();
            specs.forEach((key, spec) -> {
                SegmentEntity segment = new SegmentEntity();
                segment.id = new SegmentEntity.Key(where.id(), key);
                segment.document = Json.write(SegmentJson.write(spec));
                segment.version = 1;
                added.add(segment);
                changes.add(new Change(Change.Kind.SEGMENT, key, segment.document));
            });
            // To keep none is an error rather than nothing to do.
            Uni<Void> kept = added.isEmpty() ? Uni.createFrom().voidItem() : segments.persist(added);
            return kept.chain(segments::flush)
                    .chain(() -> usedBySegments(where, specs))
                    .replaceWith(changes);
        });
    }

    private Uni<Void> usedBySegments(EnvironmentRef where, Map<String, SegmentSpec> specs) {
        return Multi.createFrom()
                .iterable(specs.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> segments.use(
                        where.id(),
                        "segment",
                        one.getKey(),
                        SegmentUses.in(one.getValue().when())))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Map<String, SegmentSpec> specs(List<SegmentEntity> all) {
        Map<String, SegmentSpec> specs = new LinkedHashMap<>();
        all.forEach(one -> specs.put(one.id.key(), spec(one)));
        return specs;
    }

    static SegmentSpec spec(SegmentEntity segment) {
        return SegmentJson.read(Json.read(segment.document), "", Mode.LENIENT, new ArrayList<>());
    }

    /** A segment as the API shows it, and the version that its ETag names. */
    record Seen(ObjectNode view, long version) {
        static Seen of(SegmentEntity segment) {
            return new Seen(SegmentView.of(segment), segment.version);
        }
    }

    @WithSession
    Uni<List<ObjectNode>> list(String project, String environment) {
        return environments
                .require(project, environment)
                .flatMap(found -> segments.ofEnvironment(found.id()))
                .map(all -> all.stream().map(SegmentView::of).toList());
    }

    @WithSession
    Uni<Seen> get(String project, String environment, String key) {
        return environments
                .require(project, environment)
                .flatMap(found -> require(found, key))
                .map(Seen::of);
    }

    Uni<SegmentEntity> require(EnvironmentRef environment, String key) {
        return segments.findById(new SegmentEntity.Key(environment.id(), key))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("segment", key));
    }

    @WithTransaction
    Uni<Seen> put(
            Caller caller, String project, String environment, String key, ObjectNode body, @Nullable String ifMatch) {
        Ids.requireKey(key, "");
        String name = body.hasNonNull("name") ? body.get("name").asText() : null;
        body.remove(List.of("name", "version", "key"));
        SegmentSpec sent = read(body);
        return environments
                .require(project, environment)
                .flatMap(revisions::lock)
                .flatMap(where -> segments.findById(new SegmentEntity.Key(where.id(), key))
                        .flatMap(existing -> {
                            if (existing != null && EntityTag.require(ifMatch, "segment") != existing.version) {
                                throw Failure.stale(
                                        "The segment is at version " + existing.version + "; read it again.",
                                        SegmentView.of(existing));
                            }
                            SegmentSpec spec = withKeysOf(existing, sent);
                            return check(where, key, spec)
                                    .chain(() -> write(caller, where, existing, key, name, spec, null));
                        }))
                .map(Seen::of);
    }

    /** A document cannot change the large list of keys: it says where that is, and may leave it out. */
    private static SegmentSpec withKeysOf(@Nullable SegmentEntity existing, SegmentSpec sent) {
        SegmentSpec.Large large = existing == null ? null : spec(existing).large();
        if (sent.large() != null && !sent.large().equals(large)) {
            throw Failure.invalid(
                    "/large", "The large list of keys is changed at …/keys and not here; take this field out.");
        }
        return new SegmentSpec(sent.included(), sent.excluded(), sent.when(), large);
    }

    private static SegmentSpec read(ObjectNode body) {
        List<Problem> problems = new ArrayList<>();
        SegmentSpec spec = SegmentJson.read(body, "", Mode.STRICT, problems);
        Refusal.ifAny(problems, "");
        return spec;
    }

    private Uni<Void> check(EnvironmentRef where, String key, SegmentSpec candidate) {
        return segments.ofEnvironment(where.id()).map(Segments::specs).flatMap(before -> {
            Map<String, SegmentSpec> specs = new LinkedHashMap<>(before);
            specs.put(key, candidate);
            RulesetSpec ruleset = new RulesetSpec(
                    where.project(), where.key(), where.epoch(), where.revision(), Map.of(), Map.of(), specs);
            Refusal.ifAny(Ruleset.check(ruleset, Limits.SERVER), Problem.at("/segments", key));
            return watched(where, before, specs);
        });
    }

    private Uni<Void> watched(EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after) {
        return Multi.createFrom()
                .iterable(watches)
                .onItem()
                .transformToUniAndConcatenate(watch -> watch.check(where, before, after))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Takes the segment and its environment one on, in the caller's transaction. */
    Uni<SegmentEntity> write(
            Caller caller,
            EnvironmentRef where,
            @Nullable SegmentEntity existing,
            String key,
            @Nullable String name,
            SegmentSpec spec,
            @Nullable String comment) {
        String before = existing == null ? null : existing.document;
        SegmentEntity segment = existing == null ? new SegmentEntity() : existing;
        segment.id = new SegmentEntity.Key(where.id(), key);
        segment.name = name;
        segment.document = Json.write(SegmentJson.write(spec));
        segment.version++;
        return segments.persistAndFlush(segment)
                .chain(() -> segments.use(where.id(), "segment", key, SegmentUses.in(spec.when())))
                .chain(() -> revisions.change(
                        where,
                        List.of(new Change(Change.Kind.SEGMENT, key, segment.document)),
                        new AuditEntry(
                                where.project(),
                                caller,
                                existing == null ? "segment.created" : "segment.changed",
                                where.key() + "/" + key,
                                comment,
                                before,
                                segment.document)))
                .replaceWith(segment);
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String environment, String key) {
        return environments
                .require(project, environment)
                .flatMap(revisions::lock)
                .flatMap(where -> require(where, key)
                        .flatMap(segment -> segments.users(where.id(), key).flatMap(users -> {
                            if (!users.isEmpty()) {
                                throw Failure.of(
                                        Failure.Kind.CONFLICT,
                                        "The segment is in use by " + String.join(", ", users) + "; take it out there"
                                                + " first.");
                            }
                            return segments.use(where.id(), "segment", key, List.of())
                                    .chain(() -> keys.forget(where.id(), key))
                                    .chain(() -> segments.delete(segment))
                                    .chain(segments::flush)
                                    .chain(() -> revisions.change(
                                            where,
                                            List.of(new Change(Change.Kind.SEGMENT, key, null)),
                                            new AuditEntry(
                                                    project,
                                                    caller,
                                                    "segment.deleted",
                                                    where.key() + "/" + key,
                                                    null,
                                                    segment.document,
                                                    null)))
                                    .replaceWithVoid();
                        })));
    }
}
