package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The project as it shall be when the code is applied; everything of the code in it is complete. */
final class Wanted {

    private final Code said;
    private final ServerState state;
    private final Complaints complaints;
    private final Merged merged;
    private final Code wanted;

    private Wanted(Code said, ServerState state, Complaints complaints) {
        this.said = said;
        this.state = state;
        this.complaints = complaints;
        this.merged = new Merged(said.own(), complaints);
        this.wanted = Code.empty(said.name(), said.own());
    }

    /** Only what the code speaks of. */
    static Code of(Code said, ServerState state, Complaints complaints) {
        Wanted wanted = new Wanted(said, state, complaints);
        wanted.regions();
        said.flags().forEach(wanted::flag);
        said.environments().forEach(wanted::environment);
        return wanted.wanted;
    }

    private void regions() {
        if (said.own().has("regions")) {
            said.regions().forEach((key, region) -> wanted.regions()
                    .put(
                            key,
                            merged.fields(
                                    Problem.at("/regions", key),
                                    Field.REGION,
                                    null,
                                    region,
                                    null,
                                    fresh(Field.REGION, key))));
        }
        if (said.own().has("regionGroups")) {
            wanted.groups().putAll(said.groups());
        }
    }

    private void flag(String key, ObjectNode flag) {
        String pointer = Problem.at("/flags", key);
        if (state.archived().contains(key)) {
            complaints.add(pointer, "This flag is archived; restore it in the console, or take it out of the code.");
            return;
        }
        ObjectNode had = state.code().flags().get(key);
        ObjectNode whole = merged.fields(pointer, Field.FLAG, null, flag, had, fresh(Field.FLAG, key));
        if (had != null && Differences.setsNull(had.path(Field.VARIANTS), whole.path(Field.VARIANTS))) {
            complaints.add(
                    Problem.at(pointer, Field.VARIANTS),
                    "A null within a variant can be given only when the flag is made; leave the member out.");
        }
        whole.set("tags", ServerReader.sorted(whole.path("tags")));
        for (String field : List.of(Field.TYPE, Field.SALT)) {
            JsonNode value = merged.once(pointer, field, flag, had);
            if (value != null && !value.isNull()) {
                whole.set(field, value);
            } else if (field.equals(Field.TYPE)) {
                complaints.add(pointer, "\"type\" is missing; write boolean, string, integer, number or object.");
            }
        }
        if (had == null && !whole.path(Field.SALT).isTextual()) {
            // Made here, not by the server: tests are asked before anything is sent, by the buckets that will be.
            whole.put(Field.SALT, Ids.salt());
        }
        wanted.flags().put(key, whole);
    }

    private void environment(String key, Code.Place place) {
        Code.Place whole = Code.Place.empty(place.name() == null ? key : place.name());
        wanted.environments().put(key, whole);
        String at = Problem.at("/environments", key);
        if (said.own().has("segments")) {
            place.segments().forEach((name, segment) -> whole.segments()
                    .put(
                            name,
                            merged.fields(
                                    Problem.at(at + "/segments", name),
                                    Field.SEGMENT,
                                    null,
                                    segment,
                                    null,
                                    fresh(Field.SEGMENT, null))));
        }
        place.targetings().forEach((name, targeting) -> {
            String pointer = Problem.at(at + "/flags", name);
            ObjectNode flag = flags(name);
            if (flag == null) {
                complaints.add(pointer, "There is no flag \"" + name + "\"; add it under /flags, or take this out.");
                return;
            }
            boolean released = state.released().contains(ServerState.at(key, name));
            whole.targetings()
                    .put(
                            name,
                            merged.fields(
                                    pointer,
                                    Field.TARGETING,
                                    released ? Field.DEFAULT : null,
                                    targeting,
                                    state.code().targetings(key).get(name),
                                    freshTargeting(flag, targeting)));
        });
    }

    private @Nullable ObjectNode flags(String key) {
        ObjectNode flag = wanted.flags().get(key);
        return flag != null ? flag : state.code().flags().get(key);
    }

    private static ObjectNode fresh(List<String> fields, @Nullable String key) {
        return ServerReader.only(Json.object(), fields, key);
    }

    /** What a new flag does: it is off. */
    static ObjectNode freshTargeting(ObjectNode flag, @Nullable ObjectNode said) {
        ObjectNode fresh = fresh(Field.TARGETING, null);
        JsonNode named = said == null ? null : said.get(Field.OFF_VARIANT);
        String off = named != null && named.isTextual() ? named.asText() : off(flag.path(Field.VARIANTS));
        fresh.put(Field.OFF_VARIANT, off);
        fresh.putObject(Field.DEFAULT).put("variant", off);
        return fresh;
    }

    private static String off(JsonNode variants) {
        SortedSet<String> names = new TreeSet<>();
        variants.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() || names.contains("off") ? "off" : names.last();
    }
}
