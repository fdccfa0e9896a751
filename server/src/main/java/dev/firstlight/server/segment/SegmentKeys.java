package dev.firstlight.server.segment;

import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The keys of large segments: replaced, changed and asked for. */
@ApplicationScoped
class SegmentKeys {

    /** In all segments of an environment together: every node and every SDK holds them. */
    private static final long MOST_OF_ENVIRONMENT = 5L * LargeSegment.MAX_COUNT;

    private final Environments environments;
    private final Revisions revisions;
    private final Segments segments;
    private final KeyRepository keys;
    private final Policies policies;

    SegmentKeys(
            Environments environments, Revisions revisions, Segments segments, KeyRepository keys, Policies policies) {
        this.environments = environments;
        this.revisions = revisions;
        this.segments = segments;
        this.keys = keys;
        this.policies = policies;
    }

    /** Which segment is meant. */
    record Place(String project, String environment, String key) {}

    /** Refuses now what would be refused after everything was sent. */
    @WithSession
    Uni<Void> check(Intent intent, Place place, @Nullable String ifMatch) {
        return environments
                .require(place.project, place.environment)
                .flatMap(found -> segments.require(found, place.key)
                        .invoke(segment -> requireMatch(segment, ifMatch))
                        .chain(() -> policies.standing(found))
                        .invoke(standing -> standing.permit(intent)))
                .replaceWithVoid();
    }

    private static void requireMatch(SegmentEntity segment, @Nullable String ifMatch) {
        if (EntityTag.require(ifMatch, "segment") != segment.version) {
            throw Failure.stale(
                    "The segment is at version " + segment.version + "; read it again.", SegmentView.of(segment));
        }
    }

    /** The segment after a set that was filled took the place of its keys, and the set that it had before. */
    record Replaced(Segments.Seen segment, @Nullable Long before) {}

    /** Gives a segment a set of keys that was filled before. */
    @WithTransaction
    Uni<Replaced> replace(Intent intent, Place place, @Nullable String ifMatch, long set, byte[] hashes) {
        return locked(place).flatMap(where -> segments.require(where, place.key).flatMap(segment -> {
            requireMatch(segment, ifMatch);
            Long before = segment.keySet;
            segment.keySet = set;
            return policies.permit(where, intent)
                    .flatMap(comment ->
                            write(intent.caller(), where, segment, hashes, told(comment, "All keys replaced")))
                    .map(after -> new Replaced(Segments.Seen.of(after), before));
        }));
    }

    /** Adds and removes keys; where that changes nothing, nothing is written. */
    @WithTransaction
    Uni<Segments.Seen> change(Intent intent, Place place, @Nullable String ifMatch, KeysChange change) {
        return locked(place)
                .flatMap(where -> segments.require(where, place.key).flatMap(segment -> {
                    if (ifMatch != null) {
                        requireMatch(segment, ifMatch);
                    }
                    return set(segment).flatMap(set -> keys.add(set, change.add())
                            .flatMap(added -> keys.remove(set, change.remove()).flatMap(removed -> {
                                if (added.isEmpty() && removed.isEmpty()) {
                                    return Uni.createFrom().item(segment);
                                }
                                String counts = added.size() + " keys added, " + removed.size() + " keys removed";
                                return policies.permit(where, intent).flatMap(comment -> hashes(where, segment)
                                        .flatMap(last -> Aside.compute(() -> last.after(added, removed)))
                                        .flatMap(hashes ->
                                                write(intent.caller(), where, segment, hashes, told(comment, counts))));
                            })));
                }))
                .map(Segments.Seen::of);
    }

    private static String told(@Nullable String comment, String what) {
        return comment == null ? what : comment + " (" + what + ")";
    }

    private Uni<EnvironmentRef> locked(Place place) {
        return environments.require(place.project, place.environment).flatMap(revisions::lock);
    }

    private Uni<Long> set(SegmentEntity segment) {
        return segment.keySet != null
                ? Uni.createFrom().item(segment.keySet)
                : keys.newSet().invoke(made -> segment.keySet = made);
    }

    private Uni<KeyHashes.Sorted> hashes(EnvironmentRef where, SegmentEntity segment) {
        SegmentSpec.Large large = Segments.spec(segment).large();
        return large == null
                ? Uni.createFrom().item(new KeyHashes.Sorted(segment.id.key(), new byte[0]))
                : keys.hashes(where.id(), segment.id.key(), large.version()).map(found -> {
                    if (found == null) {
                        throw new IllegalStateException("the hashes of " + segment.id + " are not there");
                    }
                    return new KeyHashes.Sorted(segment.id.key(), found);
                });
    }

    private Uni<SegmentEntity> write(
            Caller caller, EnvironmentRef where, SegmentEntity segment, byte[] hashes, String comment) {
        String key = segment.id.key();
        int count = hashes.length / Long.BYTES;
        if (count > LargeSegment.MAX_COUNT) {
            throw Failure.invalid(
                    "/add",
                    "The segment would have " + count + " keys where " + LargeSegment.MAX_COUNT
                            + " are the most; remove some, or use another segment.");
        }
        return keys.countOfOthers(where.id(), key)
                .invoke(others -> {
                    if (others + count > MOST_OF_ENVIRONMENT) {
                        throw Failure.invalid(
                                "",
                                "The environment's large segments would have " + (others + count) + " keys where "
                                        + MOST_OF_ENVIRONMENT + " are the most; remove some.");
                    }
                })
                .chain(() -> keys.lastVersion(where.id(), key))
                .flatMap(last -> {
                    segment.version = Math.max(segment.version, last);
                    SegmentSpec before = Segments.spec(segment);
                    SegmentSpec after = new SegmentSpec(
                            before.included(),
                            before.excluded(),
                            before.when(),
                            new SegmentSpec.Large(segment.version + 1, count));
                    return keys.keep(where.id(), key, segment.version + 1, hashes)
                            .chain(() -> segments.write(caller, where, segment, key, segment.name, after, comment));
                });
    }

    /** Whether a key is in the large list; a segment without one has none. */
    @WithSession
    Uni<Boolean> isMember(Place place, String targetingKey) {
        return environments
                .require(place.project, place.environment)
                .flatMap(found -> segments.require(found, place.key))
                .flatMap(segment -> segment.keySet == null
                        ? Uni.createFrom().item(false)
                        : keys.holds(segment.keySet, targetingKey));
    }
}
