package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem.Entry;
import dev.firstlight.wire.SegmentJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Named steps on several segments, for edits that are part of a greater one; in the caller's session. */
@ApplicationScoped
public class SegmentWishes {

    private static final int MOST = 50;
    private static final String ROOT = "/segments";

    private final SegmentRepository repository;

    SegmentWishes(SegmentRepository repository) {
        this.repository = repository;
    }

    /**
     * A segment as it is wished.
     *
     * @param version that it has now; 0 where it is not there
     * @param name that it shall have; null for none
     * @param document that it shall have
     * @param differences from what it is; none where it is so already
     */
    public record Wished(
            String key, long version, @Nullable String name, String document, List<Difference> differences) {}

    /**
     * What segments would be after steps; one that is not there is made.
     *
     * @param steps by segment, as {@code POST …/segments/{key}/changes} takes them
     * @throws Failure with pointers from {@code /segments} where they cannot be taken
     */
    public Uni<List<Wished>> of(EnvironmentRef where, ObjectNode steps) {
        if (steps.size() > MOST) {
            throw Failure.invalid(ROOT, "At most " + MOST + " segments are changed at once.");
        }
        return repository.ofEnvironment(where.id()).map(all -> {
            Map<String, SegmentEntity> there = new HashMap<>();
            all.forEach(one -> there.put(one.id.key(), one));
            List<Wished> wished = new ArrayList<>();
            steps.properties()
                    .forEach(one -> wished.add(wished(one.getKey(), there.get(one.getKey()), one.getValue())));
            return wished;
        });
    }

    private static Wished wished(String key, @Nullable SegmentEntity now, JsonNode steps) {
        String pointer = Problem.at(ROOT, key);
        Ids.requireKey(key, pointer);
        try {
            ObjectNode view = now == null ? Json.object().put("key", key) : SegmentView.of(now);
            SegmentEdits.Wanted wanted = SegmentEdits.read(SegmentInstructions.apply(view, steps));
            SegmentSpec after = SegmentEdits.withKeysOf(now, wanted.spec());
            return new Wished(
                    key,
                    now == null ? 0 : now.version,
                    wanted.name(),
                    Json.write(SegmentJson.write(after)),
                    differences(now, wanted.name(), after));
        } catch (Failure e) {
            throw e.told(entry -> told(entry, pointer));
        }
    }

    private static Entry told(Entry entry, String pointer) {
        Entry said = SegmentEdits.ofInstructions(entry);
        return new Entry(pointer + said.pointer().substring(SegmentEdits.INSTRUCTIONS.length()), said.detail());
    }

    private static List<Difference> differences(@Nullable SegmentEntity now, @Nullable String name, SegmentSpec after) {
        List<Difference> found = new ArrayList<>();
        if (now == null) {
            found.add(new Difference("segmentAdded", "", null, SegmentJson.write(after), "The segment is new."));
        }
        String was = now == null ? null : now.name;
        if (name != null && !Objects.equals(was, name)) {
            found.add(new Difference(
                    "nameChanged",
                    "/name",
                    was == null ? null : TextNode.valueOf(was),
                    TextNode.valueOf(name),
                    "It is called \"" + name + "\"."));
        }
        if (now != null) {
            found.addAll(SegmentDifference.between(Segments.spec(now), after));
        }
        return found;
    }

    /** Gives segments that are there names, in the caller's transaction. */
    public Uni<Void> rename(EnvironmentRef where, List<Wished> wished) {
        return Multi.createFrom()
                .iterable(wished)
                .filter(one -> one.name() != null)
                .onItem()
                .transformToUniAndConcatenate(one -> repository
                        .findById(new SegmentEntity.Key(where.id(), one.key()))
                        .invoke(segment -> segment.name = one.name()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** The versions of segments, 0 of those that are not there; sorted by key. */
    public Uni<Map<String, Long>> versions(EnvironmentRef where, List<String> keys) {
        return repository.ofEnvironment(where.id()).map(all -> {
            Map<String, Long> versions = new TreeMap<>();
            keys.forEach(key -> versions.put(key, 0L));
            all.forEach(one -> versions.computeIfPresent(one.id.key(), (key, none) -> one.version));
            return versions;
        });
    }
}
