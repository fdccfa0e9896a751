package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem.Entry;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Segments made, changed and taken away; or, on a dry run, what that would come to. */
@ApplicationScoped
class SegmentEdits {

    /** What a reader gets besides, and may send back as it came. */
    private static final List<String> READ_ONLY =
            List.of("version", "key", "dryRun", "differences", "usedBy", "blastRadius", "instances", "cannotEvaluate");

    static final String INSTRUCTIONS = "/instructions";
    static final int LONGEST_NAME = 200;

    private final Environments environments;
    private final Revisions revisions;
    private final Segments segments;
    private final SegmentRepository repository;
    private final KeyRepository keys;
    private final Policies policies;

    SegmentEdits(
            Environments environments,
            Revisions revisions,
            Segments segments,
            SegmentRepository repository,
            KeyRepository keys,
            Policies policies) {
        this.environments = environments;
        this.revisions = revisions;
        this.segments = segments;
        this.repository = repository;
        this.keys = keys;
        this.policies = policies;
    }

    /** Which segment is meant, by whom, and how. */
    record Order(
            String project,
            String environment,
            String key,
            @Nullable String ifMatch,
            Intent intent,
            boolean dryRun) {

        Caller caller() {
            return intent.caller();
        }
    }

    /** A segment as it shall be. */
    record Wanted(@Nullable String name, SegmentSpec spec) {}

    /**
     * What an edit may do.
     *
     * @param make whether it makes a segment that is not there
     * @param blindly whether it needs no version
     * @param orComment what it says of itself where its author says nothing
     */
    private record May(
            boolean make, boolean blindly, @Nullable String orComment) {
        static final May EDIT = new May(false, false, null);
    }

    /** The whole segment; one that is not there is made. */
    @WithTransaction
    Uni<Segments.Seen> put(Order order, ObjectNode body) {
        Ids.requireKey(order.key, "");
        Wanted wanted = read(body);
        return edit(
                order,
                new May(true, false, null),
                existing -> new Wanted(wanted.name, withKeysOf(existing, wanted.spec)));
    }

    /** A merge patch on what is there. */
    @WithTransaction
    Uni<Segments.Seen> patch(Order order, ObjectNode patch) {
        return edit(order, May.EDIT, existing -> {
            Wanted wanted = read(Json.merge(existing == null ? Json.object() : SegmentView.of(existing), patch));
            return new Wanted(wanted.name, withKeysOf(existing, wanted.spec));
        });
    }

    /** Named steps on what is there, at whatever version unless the caller minds. */
    @WithTransaction
    Uni<Segments.Seen> instruct(Order order, JsonNode instructions) {
        return edit(order, new May(false, true, null), existing -> {
                    if (existing == null) {
                        throw Failure.unknown("segment", order.key);
                    }
                    Wanted wanted = read(SegmentInstructions.apply(SegmentView.of(existing), instructions));
                    return new Wanted(wanted.name, withKeysOf(existing, wanted.spec));
                })
                .onFailure(Failure.class)
                .transform(e -> ((Failure) e).told(SegmentEdits::ofInstructions));
    }

    /** What is wrong with the outcome is said of all of them. */
    static Entry ofInstructions(Entry entry) {
        return entry.pointer().startsWith(INSTRUCTIONS) || entry.pointer().equals("/comment")
                ? entry
                : new Entry(INSTRUCTIONS, "At " + entry.pointer() + " of what they make: " + entry.detail());
    }

    /** What it was before, its large list aside: that stays as it is. */
    @WithTransaction
    Uni<Segments.Seen> back(Order order, String document, String orComment) {
        SegmentSpec then = Segments.spec(document);
        return edit(order, new May(false, false, orComment), existing -> {
            if (existing == null) {
                throw Failure.unknown("segment", order.key);
            }
            return new Wanted(
                    existing.name,
                    withKeysOf(existing, then, Segments.spec(existing).large()));
        });
    }

    private Uni<Segments.Seen> edit(Order order, May may, Function<@Nullable SegmentEntity, Wanted> step) {
        return environments
                .require(order.project, order.environment)
                .flatMap(revisions::lock)
                .flatMap(where -> repository
                        .findById(new SegmentEntity.Key(where.id(), order.key))
                        .flatMap(existing -> {
                            if (existing == null && !may.make) {
                                throw Failure.unknown("segment", order.key);
                            }
                            if (existing != null && (order.ifMatch != null || !may.blindly)) {
                                requireMatch(existing, order.ifMatch, () -> differences(existing, step));
                            }
                            Wanted wanted = step.apply(existing);
                            return segments.check(where, order.key, wanted.spec)
                                    .chain(() -> order.dryRun
                                            ? would(where, order.key, existing, wanted)
                                            : policies.permit(where, order.intent)
                                                    .flatMap(comment -> write(
                                                            order,
                                                            where,
                                                            existing,
                                                            wanted,
                                                            comment == null ? may.orComment : comment)));
                        }));
    }

    private static void requireMatch(
            SegmentEntity existing, @Nullable String ifMatch, Supplier<@Nullable JsonNode> differences) {
        if (EntityTag.require(ifMatch, "segment") != existing.version) {
            throw Failure.stale(
                    "The segment is at version " + existing.version
                            + "; look at \"current\", then send your edit again.",
                    SegmentView.of(existing),
                    differences.get());
        }
    }

    /** What an edit would change; nothing is said of one that cannot be made on what is there. */
    private static @Nullable JsonNode differences(
            SegmentEntity existing, Function<@Nullable SegmentEntity, Wanted> step) {
        try {
            return Difference.json(SegmentDifference.between(Segments.spec(existing), step.apply(existing).spec));
        } catch (Failure e) {
            return null;
        }
    }

    private Uni<Segments.Seen> write(
            Order order,
            EnvironmentRef where,
            @Nullable SegmentEntity existing,
            Wanted wanted,
            @Nullable String comment) {
        return segments.write(order.caller(), where, existing, order.key, wanted.name, wanted.spec, comment)
                .map(Segments.Seen::of);
    }

    /** The segment as it would be, what differs, and who uses it. */
    private Uni<Segments.Seen> would(
            EnvironmentRef where, String key, @Nullable SegmentEntity existing, Wanted wanted) {
        long version = existing == null ? 0 : existing.version;
        SegmentSpec before = existing == null ? new SegmentSpec(List.of(), List.of(), null) : Segments.spec(existing);
        ObjectNode view = Json.object().put("key", key);
        if (wanted.name != null) {
            view.put("name", wanted.name);
        }
        view.put("version", version + 1).setAll((ObjectNode) SegmentJson.write(wanted.spec));
        view.put("dryRun", true).set("differences", Difference.json(SegmentDifference.between(before, wanted.spec)));
        return repository.users(where.id(), key).flatMap(users -> {
            users.forEach(view.putArray("usedBy")::add);
            return segments.specs(where.id()).map(all -> {
                Map<String, SegmentSpec> after = new LinkedHashMap<>(all);
                after.put(key, wanted.spec);
                return new Segments.Seen(view, version, new Segments.Would(where, all, after));
            });
        });
    }

    static Wanted read(ObjectNode body) {
        if (body.has("name")
                && !body.get("name").isTextual()
                && !body.get("name").isNull()) {
            throw Failure.invalid("/name", "A segment's name is a string.");
        }
        String name = body.hasNonNull("name") ? body.get("name").asText() : null;
        if (name != null && name.length() > LONGEST_NAME) {
            throw Failure.invalid("/name", "A segment's name has at most " + LONGEST_NAME + " characters.");
        }
        ObjectNode document = body.deepCopy();
        document.remove("name");
        document.remove(READ_ONLY);
        List<Problem> problems = new ArrayList<>();
        SegmentSpec spec = SegmentJson.read(document, "", Mode.STRICT, problems);
        Refusal.ifAny(problems, "");
        return new Wanted(name, spec);
    }

    /** A document cannot change the large list of keys: it says where that is, and may leave it out. */
    static SegmentSpec withKeysOf(@Nullable SegmentEntity existing, SegmentSpec sent) {
        SegmentSpec.Large large =
                existing == null ? null : Segments.spec(existing).large();
        if (sent.large() != null && !sent.large().equals(large)) {
            throw Failure.invalid(
                    "/large", "The large list of keys is changed at …/keys and not here; take this field out.");
        }
        return withKeysOf(existing, sent, large);
    }

    private static SegmentSpec withKeysOf(
            @Nullable SegmentEntity existing, SegmentSpec sent, SegmentSpec.@Nullable Large large) {
        return new SegmentSpec(sent.included(), sent.excluded(), sent.when(), existing == null ? null : large);
    }

    /** Takes one away that nobody uses. */
    @WithTransaction
    Uni<Void> delete(Order order) {
        String key = order.key;
        return environments
                .require(order.project, order.environment)
                .flatMap(revisions::lock)
                .flatMap(where -> segments.require(where, key)
                        .invoke(segment -> {
                            if (order.ifMatch != null) {
                                requireMatch(segment, order.ifMatch, () -> null);
                            }
                        })
                        .flatMap(segment -> repository.users(where.id(), key).flatMap(users -> {
                            if (!users.isEmpty()) {
                                throw Failure.of(
                                        Failure.Kind.CONFLICT,
                                        "The segment is in use by " + String.join(", ", users) + "; take it out there"
                                                + " first.");
                            }
                            // That it could be taken away is all that a dry run of it can say.
                            if (order.dryRun) {
                                return Uni.createFrom().voidItem();
                            }
                            return policies.permit(where, order.intent)
                                    .call(() -> repository.use(where.id(), "segment", key, List.of()))
                                    .call(() -> keys.forget(where.id(), key))
                                    .call(() -> repository.delete(segment))
                                    .call(repository::flush)
                                    .flatMap(comment -> revisions.change(
                                            where,
                                            List.of(new Change(Change.Kind.SEGMENT, key, null)),
                                            new AuditEntry(
                                                    order.project,
                                                    order.caller(),
                                                    "segment.deleted",
                                                    where.key() + "/" + key,
                                                    comment,
                                                    segment.document,
                                                    null)))
                                    .replaceWithVoid();
                        })));
    }
}
