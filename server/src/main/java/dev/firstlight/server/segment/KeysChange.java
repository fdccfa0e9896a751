package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys that come to a large segment and keys that leave it.
 *
 * @param add none of which is among those removed
 */
record KeysChange(Set<String> add, Set<String> remove) {

    private static final int MOST = 10_000;

    /** As it was sent; anything that is wrong is a {@link Failure}. */
    static KeysChange of(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("add") && !name.equals("remove")) {
                throw Failure.malformed(
                        "/" + name, "Unknown field \"" + name + "\"; take it out. Known here: add, remove.");
            }
        });
        int count = body.path("add").size() + body.path("remove").size();
        if (count > MOST) {
            throw Failure.invalid(
                    "", "There are " + count + " keys where " + MOST + " are the most; send them in several requests.");
        }
        List<Problem.Entry> problems = new ArrayList<>();
        KeysChange change = new KeysChange(keys(body, "add", problems), keys(body, "remove", problems));
        change.add.stream()
                .filter(change.remove::contains)
                .findFirst()
                .ifPresent(both -> problems.add(new Problem.Entry(
                        "/remove", "The key \"" + both + "\" is both added and removed; decide on one.")));
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return change;
    }

    private static Set<String> keys(ObjectNode body, String name, List<Problem.Entry> problems) {
        JsonNode list = body.path(name);
        Set<String> keys = new LinkedHashSet<>();
        if (body.hasNonNull(name) && !list.isArray()) {
            problems.add(new Problem.Entry("/" + name, "This is not a list of keys; write one in brackets."));
        }
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            String key = list.get(i).textValue();
            String problem = key == null ? "is not a string; write one." : Keys.problem(key);
            if (problem != null) {
                problems.add(new Problem.Entry("/" + name + "/" + i, "The key " + problem));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }
}
