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
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
            return kept.chain(segments::flush).chain(() -> uses(where, specs)).replaceWith(changes);
        });
    }

    /** A segment that was taken back to an earlier version; null where it had been taken away. */
    public record Back(Change change, @Nullable String before) {}

    /** How the segments of one environment differ from those of another. */
    @WithSession
    public Uni<SegmentComparison> compare(EnvironmentRef here, EnvironmentRef there) {
        return segments.ofEnvironment(here.id())
                .flatMap(mine -> segments.ofEnvironment(there.id()).flatMap(theirs -> keys.same(here.id(), there.id())
                        .map(same -> SegmentComparison.of(documents(mine), documents(theirs), same))));
    }

    private static Map<String, String> documents(List<SegmentEntity> all) {
        Map<String, String> documents = new LinkedHashMap<>();
        all.forEach(one -> documents.put(one.id.key(), one.document));
        return documents;
    }

    /** What all segments would be with some taken back, as far as documents say: large lists stay as they are. */
    public Uni<Map<String, SegmentSpec>> wouldBe(EnvironmentRef where, Map<String, String> documents) {
        return segments.ofEnvironment(where.id()).map(Segments::specs).map(specs -> {
            documents.forEach((key, document) -> specs.put(key, back(document, specs.get(key))));
            check(where, specs, "");
            return specs;
        });
    }

    /**
     * Gives segments other documents, in the caller's transaction and with the environment locked; revision and audit are
     * the caller's.
     *
     * @param keysFrom the environment whose large lists they get as well; null for where they keep their own
     */
    public Uni<List<Back>> take(
            EnvironmentRef where, Map<String, String> documents, @Nullable EnvironmentRef keysFrom) {
        return Multi.createFrom()
                .iterable(documents.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> take(where, one.getKey(), one.getValue(), keysFrom))
                .collect()
                .asList()
                // Once all are there: they may name each other.
                .call(() -> usedBySegments(where, documents));
    }

    private Uni<Back> take(EnvironmentRef where, String key, String document, @Nullable EnvironmentRef keysFrom) {
        SegmentEntity.Key id = new SegmentEntity.Key(where.id(), key);
        return segments.findById(id).flatMap(existing -> {
            SegmentEntity segment = existing == null ? new SegmentEntity() : existing;
            String before = existing == null ? null : existing.document;
            segment.id = id;
            Uni<SegmentSpec> spec = keysFrom == null
                    ? Uni.createFrom().item(back(document, existing == null ? null : spec(existing)))
                    : withKeys(where, segment, spec(document), keysFrom);
            return spec.flatMap(after -> {
                segment.document = Json.write(SegmentJson.write(after));
                segment.version++;
                return segments.persistAndFlush(segment)
                        .replaceWith(new Back(new Change(Change.Kind.SEGMENT, key, segment.document), before));
            });
        });
    }

    /** The large list comes along under the version that the segment will have here. */
    private Uni<SegmentSpec> withKeys(
            EnvironmentRef where, SegmentEntity segment, SegmentSpec there, EnvironmentRef from) {
        String key = segment.id.key();
        return keys.lastVersion(where.id(), key).flatMap(last -> {
            segment.version = Math.max(segment.version, last);
            if (there.large() == null) {
                segment.keySet = null;
                return Uni.createFrom().item(there);
            }
            return keys.bring(from.id(), where.id(), key, segment.version + 1).map(brought -> {
                segment.keySet = brought.set();
                return new SegmentSpec(
                        there.included(),
                        there.excluded(),
                        there.when(),
                        new SegmentSpec.Large(segment.version + 1, brought.count()));
            });
        });
    }

    private Uni<Void> usedBySegments(EnvironmentRef where, Map<String, String> documents) {
        Map<String, SegmentSpec> specs = new LinkedHashMap<>();
        documents.forEach((key, document) -> specs.put(key, spec(document)));
        return uses(where, specs);
    }

    private static SegmentSpec back(String document, @Nullable SegmentSpec now) {
        SegmentSpec then = spec(document);
        return new SegmentSpec(then.included(), then.excluded(), then.when(), now == null ? null : now.large());
    }

    private Uni<Void> uses(EnvironmentRef where, Map<String, SegmentSpec> specs) {
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
        return spec(segment.document);
    }

    static SegmentSpec spec(String document) {
        return SegmentJson.read(Json.read(document), "", Mode.LENIENT, new ArrayList<>());
    }

    /** A segment as the API shows it, and the version that its ETag names; after a dry run also what it would change. */
    record Seen(ObjectNode view, long version, @Nullable Would would) {
        Seen(ObjectNode view, long version) {
            this(view, version, null);
        }

        static Seen of(SegmentEntity segment) {
            return new Seen(SegmentView.of(segment), segment.version);
        }
    }

    /** All segments before and after a change that was not kept. */
    record Would(EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after) {}

    /** A dry run's answer with what the change would do to whoever builds on segments. */
    Uni<Seen> foretold(Seen seen) {
        Would would = seen.would();
        return would == null
                ? Uni.createFrom().item(seen)
                : each(watch -> watch.foretell(would.where(), would.before(), would.after(), seen.view()))
                        .replaceWith(seen);
    }

    @WithSession
    Uni<Page<ObjectNode>> list(String project, String environment, int limit, String after) {
        return environments
                .require(project, environment)
                .flatMap(found -> segments.after(found.id(), after, limit + 1))
                .map(found -> Page.of(found, limit, segment -> segment.id.key()).map(SegmentView::of));
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

    /** Refuses where the environment's segments with this one would not evaluate, or would do harm. */
    Uni<Void> check(EnvironmentRef where, String key, SegmentSpec candidate) {
        return segments.ofEnvironment(where.id()).map(Segments::specs).flatMap(before -> {
            Map<String, SegmentSpec> after = new LinkedHashMap<>(before);
            after.put(key, candidate);
            check(where, after, Problem.at("/segments", key));
            return watched(where, before, after);
        });
    }

    private static void check(EnvironmentRef where, Map<String, SegmentSpec> after, String root) {
        RulesetSpec ruleset = new RulesetSpec(
                where.project(), where.key(), where.epoch(), where.revision(), Map.of(), Map.of(), after);
        Refusal.ifAny(Ruleset.check(ruleset, Limits.SERVER), root);
    }

    private Uni<Void> watched(EnvironmentRef where, Map<String, SegmentSpec> before, Map<String, SegmentSpec> after) {
        return each(watch -> watch.check(where, before, after));
    }

    private Uni<Void> each(Function<SegmentWatch, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(watches)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
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
}
