package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.code.Change.Kind;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From what is wanted and what is there to the changes between, in an order in which each can be made. */
final class Planner {

    private final Code wanted;
    private final Code there;
    private final ServerState state;
    private final Removal removal;
    private final List<Change> changes = new ArrayList<>();

    private Planner(Code wanted, ServerState state, Removal removal) {
        this.wanted = wanted;
        this.there = state.code();
        this.state = state;
        this.removal = removal;
    }

    static List<Change> plan(Code wanted, ServerState state, Removal removal, String project) {
        Planner planner = new Planner(wanted, state, removal);
        planner.project(project);
        wanted.environments().forEach((key, place) -> planner.segments(key, place.segments()));
        wanted.flags().forEach(planner::flag);
        wanted.environments().forEach((key, place) -> planner.targetings(key, place.targetings()));
        planner.removals();
        return List.copyOf(planner.changes);
    }

    private void project(String key) {
        if (!state.exists()) {
            ObjectNode project = Json.object().put("name", wanted.name() == null ? key : wanted.name());
            add(Kind.PROJECT, null, key, null, project, Json.object());
        }
        wanted.environments().forEach((name, place) -> {
            // A new project comes with this one, under this name.
            boolean given = !state.exists() && name.equals("production") && "Production".equals(place.name());
            if (!there.environments().containsKey(name) && !given) {
                add(Kind.ENVIRONMENT, null, name, null, Json.object().put("name", place.name()), Json.object());
            }
        });
        wanted.regions()
                .forEach((name, region) ->
                        add(Kind.REGION, null, name, there.regions().get(name), region, Json.object()));
        wanted.groups().forEach((name, group) -> {
            JsonNode before = there.groups().get(name);
            add(Kind.GROUP, null, name, before == null ? null : grouped(before), grouped(group), Json.object());
        });
    }

    private static ObjectNode grouped(JsonNode regions) {
        return Json.object().set("regions", regions);
    }

    private void segments(String environment, Map<String, ObjectNode> segments) {
        for (String key : Order.segments(segments)) {
            ObjectNode before = there.segments(environment).get(key);
            add(Kind.SEGMENT, environment, key, before, segments.get(key), fresh(Field.SEGMENT, null));
        }
    }

    private void flag(String key, ObjectNode flag) {
        // A new salt is another each time one plans, and says nothing to a reader.
        ObjectNode nothing = fresh(Field.FLAG, null);
        nothing.set(Field.SALT, flag.path(Field.SALT));
        add(Kind.FLAG, null, key, there.flags().get(key), flag, nothing);
    }

    private void targetings(String environment, Map<String, ObjectNode> targetings) {
        for (String key : Order.flags(targetings)) {
            ObjectNode before = there.targetings(environment).get(key);
            ObjectNode after = targetings.get(key);
            ObjectNode made = made(wanted, key);
            if (before == null && made != null && made.equals(after)) {
                // Making the flag is enough.
                continue;
            }
            add(Kind.TARGETING, environment, key, before, after, made == null ? fresh(Field.TARGETING, null) : made);
        }
    }

    /** What a flag that is made does in every environment at first; null where it is not made. */
    static @Nullable ObjectNode made(Code wanted, String key) {
        ObjectNode flag = wanted.flags().get(key);
        if (flag == null) {
            return null;
        }
        for (Code.Place place : wanted.environments().values()) {
            ObjectNode targeting = place.targetings().get(key);
            if (targeting != null) {
                return Wanted.freshTargeting(flag, targeting);
            }
        }
        return Wanted.freshTargeting(flag, null);
    }

    private void removals() {
        Map<String, ObjectNode> prerequisites = new TreeMap<>();
        removal.flags().forEach(flag -> {
            ObjectNode all = Json.object();
            var list = all.putArray("prerequisites");
            there.environments().keySet().forEach(environment -> {
                ObjectNode targeting = there.targetings(environment).get(flag);
                if (targeting != null) {
                    targeting.path("prerequisites").forEach(list::add);
                }
            });
            prerequisites.put(flag, all);
        });
        for (String flag : Order.reversed(Order.flags(prerequisites))) {
            remove(Kind.FLAG, null, flag, there.flags().get(flag));
        }
        removal.segments().forEach((environment, keys) -> {
            Map<String, ObjectNode> segments = new TreeMap<>(there.segments(environment));
            segments.keySet().retainAll(keys);
            for (String key : Order.reversed(Order.segments(segments))) {
                remove(Kind.SEGMENT, environment, key, segments.get(key));
            }
        });
        removal.groups()
                .forEach(group -> remove(Kind.GROUP, null, group, there.groups().get(group)));
    }

    private void remove(Kind kind, @Nullable String environment, String key, @Nullable JsonNode before) {
        if (before != null) {
            changes.add(new Change(kind, environment, key, before, null, List.of()));
        }
    }

    private static ObjectNode fresh(List<String> fields, @Nullable String key) {
        return ServerReader.only(Json.object(), fields, key);
    }

    /** Adds a change where there is one; what is made is told by how it differs from what says nothing. */
    private void add(
            Kind kind,
            @Nullable String environment,
            String key,
            @Nullable JsonNode before,
            @Nullable ObjectNode after,
            ObjectNode nothing) {
        if (after == null) {
            return;
        }
        if (before == null || !before.equals(after)) {
            changes.add(new Change(
                    kind,
                    environment,
                    key,
                    before,
                    after,
                    Differences.between(before == null ? nothing : before, after)));
        }
    }

    /** How many are made, changed and removed. */
    static Map<String, Integer> count(List<Change> changes) {
        Map<String, Integer> count = new TreeMap<>(Map.of("create", 0, "change", 0, "delete", 0));
        changes.forEach(change -> count.merge(change.action(), 1, Integer::sum));
        return count;
    }
}
