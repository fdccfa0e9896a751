package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.segment.SegmentComparison;
import dev.firstlight.server.segment.SegmentUses;
import dev.firstlight.server.segment.Segments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a flag does in one environment, taken to another: an edit there like any other. */
@ApplicationScoped
class Promotions {

    private final Environments environments;
    private final TargetingRepository targetings;
    private final Segments segments;
    private final TargetingService service;
    private final Together together;
    private final Foresights foresights;

    Promotions(
            Environments environments,
            TargetingRepository targetings,
            Segments segments,
            TargetingService service,
            Together together,
            Foresights foresights) {
        this.environments = environments;
        this.targetings = targetings;
        this.segments = segments;
        this.service = service;
        this.together = together;
        this.foresights = foresights;
    }

    /**
     * What there is on both sides.
     *
     * @param named the segments that the flag needs
     */
    private record Seen(
            EnvironmentRef from,
            EnvironmentRef to,
            FlagSpec source,
            Held target,
            Set<String> named,
            SegmentComparison audiences) {

        /** Those of its segments that are not there as they are here, with their documents here. */
        Map<String, String> differing() {
            Map<String, String> differing = new TreeMap<>();
            audiences.differing().forEach((key, pair) -> {
                if (named.contains(key) && pair.there() != null) {
                    differing.put(key, pair.there());
                }
            });
            return differing;
        }

        List<String> missing() {
            return audiences.differing().entrySet().stream()
                    .filter(one ->
                            named.contains(one.getKey()) && one.getValue().here() == null)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    Uni<KeptAnswer> promote(String project, Promotion wanted, long version, Options options) {
        return see(project, wanted).flatMap(seen -> {
            Promotion promotion = wanted.into(seen.target().spec());
            FlagEdit edit = promotion.edit(seen.source(), version);
            edit.requireSeen(seen.target(), seen.to());
            List<String> missing = seen.missing();
            if (!missing.isEmpty() && !promotion.withSegments()) {
                throw Failure.invalid(
                        "/segments",
                        "\"" + promotion.to() + "\" has no segments " + String.join(", ", missing)
                                + "; send \"segments\": true to bring them along, or make them there first.");
            }
            Options told = options.orComment("From " + promotion.from() + ".");
            Map<String, String> differing = seen.differing();
            Uni<KeptAnswer> made = promotion.withSegments() && !differing.isEmpty()
                    ? together.go(seen.to(), new Together.Wanted(List.of(edit), differing, seen.from()), told)
                            .flatMap(foreseen -> foresights.told(
                                    new Foresights.Foreseen(ofOne(foreseen.answer()), foreseen.foresight())))
                    : service.edit(project, promotion.to(), edit, told);
            return made.map(answer -> explained(answer, wanted, promotion, differing));
        });
    }

    @WithSession
    Uni<Seen> see(String project, Promotion wanted) {
        return environments
                .require(project, wanted.from())
                .flatMap(from -> targetings.require(from, wanted.flag()).flatMap(source -> environments
                        .list(project)
                        .map(all -> target(all, wanted))
                        .flatMap(to -> targetings.require(to, wanted.flag()).flatMap(target -> segments.compare(
                                        to, from)
                                .flatMap(audiences -> segments.specs(from.id()).map(there -> {
                                    FlagSpec spec = FlagDocument.spec(source.document);
                                    Set<String> named =
                                            wanted.fields().contains("rules") ? named(spec, there) : Set.of();
                                    return new Seen(from, to, spec, Held.of(target), named, audiences);
                                }))))));
    }

    private static EnvironmentRef target(List<EnvironmentRef> all, Promotion wanted) {
        return all.stream()
                .filter(one -> one.key().equals(wanted.to()))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        "/to",
                        "There is no environment \"" + wanted.to() + "\"; there are "
                                + String.join(
                                        ", ",
                                        all.stream().map(EnvironmentRef::key).toList())
                                + "."));
    }

    /** The segments that a flag names, and those that they name. */
    private static Set<String> named(FlagSpec flag, Map<String, dev.firstlight.core.SegmentSpec> all) {
        Set<String> named = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Candidate.segmentsOf(flag));
        while (!open.isEmpty()) {
            String key = open.pop();
            if (named.add(key) && all.containsKey(key)) {
                open.addAll(SegmentUses.in(Objects.requireNonNull(all.get(key)).when()));
            }
        }
        return named;
    }

    /** The answer for several flags as the one for a flag. */
    private static KeptAnswer ofOne(KeptAnswer several) {
        ObjectNode flag = (ObjectNode) Objects.requireNonNull(several.body()).at("/flags/0");
        flag.remove("flag");
        return new KeptAnswer(200, EntityTag.of(flag.get("version").asLong()), flag);
    }

    private static KeptAnswer explained(
            KeptAnswer answer, Promotion wanted, Promotion promotion, Map<String, String> differing) {
        ObjectNode view = (ObjectNode) Objects.requireNonNull(answer.body());
        Set<String> kept = new LinkedHashSet<>(wanted.fields());
        kept.removeAll(promotion.fields());
        kept.forEach(view.putArray("kept")::add);
        differing.keySet().forEach(view.putArray(promotion.withSegments() ? "segments" : "segmentsThatDiffer")::add);
        return answer;
    }
}
