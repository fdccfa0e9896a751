package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.wire.FlagJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a flag goes from one environment to another.
 *
 * @param fields of the targeting
 * @param withSegments whether segments come along
 */
record Promotion(String flag, String from, String to, Set<String> fields, boolean withSegments) {

    static final List<String> FIELDS = List.of("enabled", "offVariant", "prerequisites", "targets", "rules", "default");

    static Promotion of(String flag, String from, String to, @Nullable List<String> fields, boolean withSegments) {
        if (from.equals(to)) {
            throw Failure.invalid("/to", "\"" + to + "\" is where it comes from; name another environment.");
        }
        List<String> chosen = fields == null ? FIELDS : fields;
        if (chosen.isEmpty()) {
            throw Failure.invalid("/fields", "Name what goes there: some of " + String.join(", ", FIELDS) + ".");
        }
        for (int i = 0; i < chosen.size(); i++) {
            if (!FIELDS.contains(chosen.get(i))) {
                throw Failure.invalid("/fields/" + i, "This is one of " + String.join(", ", FIELDS) + ".");
            }
        }
        return new Promotion(flag, from, to, new LinkedHashSet<>(chosen), withSegments);
    }

    /** What a release moves stays the release's: its flag keeps the default that it has. */
    Promotion into(FlagSpec target) {
        if (target.release() == null || !fields.contains("default")) {
            return this;
        }
        Set<String> rest = new LinkedHashSet<>(fields);
        rest.remove("default");
        return new Promotion(flag, from, to, rest, withSegments);
    }

    /** The edit that makes it so; where a release runs at home, what it is compared with goes. */
    FlagEdit edit(FlagSpec source, @Nullable Long version) {
        ObjectNode there = FlagDocument.targeting(FlagJson.write(FlagCopies.withoutRelease(source)));
        return new FlagEdit(flag, version, before -> taken(before, there), this::told);
    }

    private ObjectNode taken(ObjectNode before, ObjectNode there) {
        ObjectNode after = before.deepCopy();
        for (String field : fields) {
            JsonNode value = there.get(field);
            if (value == null) {
                after.remove(field);
            } else {
                after.set(field, value.deepCopy());
            }
        }
        return after;
    }

    private Problem.Entry told(Problem.Entry entry) {
        String field =
                entry.pointer().isEmpty() ? "" : entry.pointer().substring(1).split("/", 2)[0];
        return new Problem.Entry(
                "/fields",
                "\"" + flag + "\" cannot be in \"" + to + "\" as in \"" + from + "\"; at " + entry.pointer() + ": "
                        + entry.detail()
                        + (fields.contains(field) ? " Or leave \"" + field + "\" out of \"fields\"." : ""));
    }
}
