package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.segment.SegmentWishes;
import dev.firstlight.server.segment.SegmentWishes.Wished;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Edits of flags and segments that are looked at first and made later: all in one revision. */
@ApplicationScoped
public class Proposals {

    private static final int MOST_FLAGS = 200;
    private static final List<String> FORETOLD = List.of("blastRadius", "instances", "cannotEvaluate");

    private final TargetingRepository targetings;
    private final SegmentWishes segments;
    private final Together together;
    private final Foresights foresights;
    private final Revisions revisions;

    Proposals(
            TargetingRepository targetings,
            SegmentWishes segments,
            Together together,
            Foresights foresights,
            Revisions revisions) {
        this.targetings = targetings;
        this.segments = segments;
        this.together = together;
        this.foresights = foresights;
        this.revisions = revisions;
    }

    /**
     * What is to be done.
     *
     * @param flags instructions by flag, as {@code POST …/flags/{key}/environments/{environment}/changes} takes them
     * @param segments instructions by segment, as {@code POST …/segments/{key}/changes} takes them
     */
    public record Wish(ObjectNode flags, ObjectNode segments) {

        private List<String> flagKeys() {
            return names(flags);
        }

        private List<String> segmentKeys() {
            return names(segments);
        }

        private static List<String> names(ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    /**
     * What a wish came to, or would come to.
     *
     * @param versions of everything that it names, as they were before: {@code {flags: {…}, segments: {…}}}
     * @param differences by flag and by segment: {@code {flags: {…}, segments: {…}}}
     * @param foretold share of units moved by flag; where it was only looked at also whom it would reach
     * @param revision that it made or would make
     */
    public record Outcome(ObjectNode versions, ObjectNode differences, ObjectNode foretold, long revision) {}

    /** A flag as it is wished. */
    private record FlagWish(FlagEdit edit, long version, List<Difference> differences) {}

    record Seen(ObjectNode versions, ObjectNode differences, Foresights.Foreseen foreseen) {

        Outcome outcome() {
            JsonNode answer = Objects.requireNonNull(foreseen.answer().body());
            ObjectNode foretold = Json.object();
            ObjectNode moved = foretold.putObject("moved");
            answer.path("flags").forEach(flag -> moved.set(flag.path("flag").asText(), flag.path("moved")));
            FORETOLD.stream().filter(answer::has).forEach(name -> foretold.set(name, answer.get(name)));
            return new Outcome(
                    versions, differences, foretold, answer.path("revision").asLong());
        }
    }

    /** What a wish would come to, and whom it would reach; outside any transaction. */
    public Uni<Outcome> foresee(Caller caller, EnvironmentRef where, Wish wish) {
        return look(where, wish, new Options(caller, null, true, null, true, false, false))
                .flatMap(seen -> foresights.told(seen.foreseen()).map(told -> seen.outcome()));
    }

    @WithTransaction
    Uni<Seen> look(EnvironmentRef where, Wish wish, Options options) {
        return revisions.lock(where).flatMap(locked -> go(locked, wish, options));
    }

    /** Does it, in the caller's transaction with the environment locked; refused where the environment's policy does. */
    public Uni<Outcome> make(EnvironmentRef locked, Wish wish, Intent intent) {
        return go(locked, wish, new Options(intent.caller(), intent.comment(), false, null, true, intent, null))
                .map(Seen::outcome);
    }

    /** The versions of everything that a wish names, 0 of what is not there; always in the same order. */
    @WithSession
    public Uni<ObjectNode> versions(EnvironmentRef where, Wish wish) {
        return targetings
                .ofEnvironment(where.id(), wish.flagKeys())
                .flatMap(flags -> segments.versions(where, wish.segmentKeys()).map(audiences -> {
                    Map<String, Long> versions = new TreeMap<>();
                    wish.flagKeys().forEach(key -> versions.put(key, 0L));
                    flags.forEach(one -> versions.put(one.id.flag(), one.version));
                    return versions(versions, audiences);
                }));
    }

    private static ObjectNode versions(Map<String, Long> flags, Map<String, Long> segments) {
        ObjectNode versions = Json.object();
        ObjectNode ofFlags = versions.putObject("flags");
        flags.forEach(ofFlags::put);
        ObjectNode ofSegments = versions.putObject("segments");
        segments.forEach(ofSegments::put);
        return versions;
    }

    private Uni<Seen> go(EnvironmentRef where, Wish wish, Options options) {
        return flags(where, wish)
                .flatMap(flags -> segments.of(where, wish.segments()).flatMap(audiences -> {
                    List<FlagEdit> edits = flags.values().stream()
                            .filter(one -> !one.differences().isEmpty())
                            .map(FlagWish::edit)
                            .toList();
                    List<Wished> differing = audiences.stream()
                            .filter(one -> !one.differences().isEmpty())
                            .toList();
                    if (edits.isEmpty() && differing.isEmpty()) {
                        throw Failure.invalid("", "This changes nothing: all of it is so already.");
                    }
                    Map<String, String> documents = new TreeMap<>();
                    differing.forEach(one -> documents.put(one.key(), one.document()));
                    return together.go(where, new Together.Wanted(edits, documents, null), options)
                            .call(() ->
                                    options.dryRun() ? Uni.createFrom().voidItem() : segments.rename(where, differing))
                            .map(foreseen ->
                                    new Seen(versions(flags, audiences), differences(flags, differing), foreseen));
                }));
    }

    private Uni<Map<String, FlagWish>> flags(EnvironmentRef where, Wish wish) {
        if (wish.flags().size() > MOST_FLAGS) {
            throw Failure.invalid("/flags", "At most " + MOST_FLAGS + " flags are changed at once.");
        }
        return targetings.ofEnvironment(where.id(), wish.flagKeys()).map(found -> {
            Map<String, TargetingEntity> there = new HashMap<>();
            found.forEach(one -> there.put(one.id.flag(), one));
            Map<String, FlagWish> wishes = new LinkedHashMap<>();
            wish.flags().properties().forEach(one -> {
                String pointer = Problem.at("/flags", one.getKey());
                TargetingEntity targeting = there.get(one.getKey());
                if (targeting == null) {
                    throw Failure.invalid(pointer, "There is no flag \"" + one.getKey() + "\" here; take it out.");
                }
                wishes.put(one.getKey(), wish(targeting, one.getValue(), pointer));
            });
            return wishes;
        });
    }

    private static FlagWish wish(TargetingEntity targeting, JsonNode instructions, String pointer) {
        Held held = Held.of(targeting);
        FlagEdit edit = FlagEdit.instructions(targeting.id.flag(), null, instructions, pointer);
        try {
            FlagSpec after = FlagDocument.withTargeting(held, edit.step().apply(held.targeting()));
            return new FlagWish(edit, held.version(), FlagDifference.between(held.spec(), after));
        } catch (Failure e) {
            throw e.told(edit.told());
        }
    }

    private static ObjectNode versions(Map<String, FlagWish> flags, List<Wished> audiences) {
        Map<String, Long> ofFlags = new TreeMap<>();
        flags.forEach((key, one) -> ofFlags.put(key, one.version()));
        Map<String, Long> ofSegments = new TreeMap<>();
        audiences.forEach(one -> ofSegments.put(one.key(), one.version()));
        return versions(ofFlags, ofSegments);
    }

    private static ObjectNode differences(Map<String, FlagWish> flags, List<Wished> audiences) {
        ObjectNode differences = Json.object();
        ObjectNode ofFlags = differences.putObject("flags");
        new TreeMap<>(flags).forEach((key, one) -> {
            if (!one.differences().isEmpty()) {
                ofFlags.set(key, Difference.json(one.differences()));
            }
        });
        ObjectNode ofSegments = differences.putObject("segments");
        audiences.forEach(one -> ofSegments.set(one.key(), Difference.json(one.differences())));
        return differences;
    }
}
