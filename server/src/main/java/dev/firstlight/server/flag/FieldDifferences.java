package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a flag itself: each field, and each variant for itself. */
final class FieldDifferences {

    private static final int LONGEST = 80;
    /** Each edit moves it. */
    private static final String VERSION = "version";

    private FieldDifferences() {}

    /** All differences; none where both say the same. */
    static List<Difference> between(ObjectNode before, ObjectNode after) {
        List<Difference> found = new ArrayList<>();
        for (String field : names(before, after)) {
            if (field.equals("variants")) {
                JsonNode had = before.path(field);
                JsonNode has = after.path(field);
                names(had, has)
                        .forEach(name -> add(
                                found,
                                "variant",
                                Problem.at("/variants", name),
                                "variant \"" + name + "\"",
                                had.get(name),
                                has.get(name)));
            } else if (!field.equals(VERSION)) {
                add(found, field, Problem.at("", field), field, before.get(field), after.get(field));
            }
        }
        return found;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void add(
            List<Difference> found,
            String kind,
            String pointer,
            String name,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {
        if (after == null) {
            found.add(new Difference(kind + "Removed", pointer, before, null, upper(name) + " is gone."));
        } else if (before == null) {
            found.add(new Difference(kind + "Added", pointer, null, after, upper(name) + " is " + text(after) + "."));
        } else if (!before.equals(after)) {
            found.add(new Difference(
                    kind + "Changed",
                    pointer,
                    before,
                    after,
                    upper(name) + " is " + text(after) + " instead of " + text(before) + "."));
        }
    }

    private static String text(JsonNode value) {
        String text = Json.write(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
