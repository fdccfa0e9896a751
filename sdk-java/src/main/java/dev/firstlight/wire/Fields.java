package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the members of one JSON object and notes every one that is not as it should be. */
final class Fields {

    /** The largest whole number that a double holds without doubt. */
    static final long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;

    /** A document that is wrong in a million places is not told them all. */
    private static final int ENOUGH = 1_000;

    private final JsonNode node;
    private final String pointer;
    private final List<Problem> problems;

    private Fields(JsonNode node, String pointer, List<Problem> problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** Null, and a problem, where the node is no object. */
    static @Nullable Fields of(JsonNode node, String pointer, List<Problem> problems) {
        if (!node.isObject()) {
            note(problems, pointer, "This is not an object; write one in braces.");
            return null;
        }
        return new Fields(node, pointer, problems);
    }

    /** In strict mode, notes every member that has none of these names. */
    Fields only(Mode mode, String... names) {
        if (mode == Mode.STRICT) {
            Set<String> known = Set.copyOf(Arrays.asList(names));
            for (String name : names()) {
                if (!known.contains(name)) {
                    add(
                            name,
                            "Unknown field '" + name + "'; remove it or use one of " + String.join(", ", names) + ".");
                }
            }
        }
        return this;
    }

    /** The names of all members, sorted: JavaScript does not keep the order in which they were written. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        names.sort(null);
        return names;
    }

    String at(String name) {
        return Problem.at(pointer, name);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The member as it is, null where there is none or it is null; then a problem too. */
    @Nullable
    JsonNode required(String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            add(name, "The field '" + name + "' is missing; add it.");
            return null;
        }
        return member;
    }

    /** The empty string, and a problem, where there is none. */
    String text(String name) {
        JsonNode member = required(name);
        return member == null ? "" : textOf(name, member);
    }

    String text(String name, String absent) {
        return has(name) ? textOf(name, node.get(name)) : absent;
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? textOf(name, node.get(name)) : null;
    }

    private String textOf(String name, JsonNode member) {
        if (!member.isTextual()) {
            add(name, "The field '" + name + "' is not a string; write one.");
            return "";
        }
        return member.textValue();
    }

    boolean bool(String name, boolean absent) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return absent;
        }
        if (!member.isBoolean()) {
            add(name, "The field '" + name + "' is neither true nor false; write one of them.");
            return absent;
        }
        return member.booleanValue();
    }

    /** A whole number no less than {@code least}; that, and a problem, where there is none. */
    long whole(String name, long least, long most) {
        JsonNode member = required(name);
        if (member == null) {
            return least;
        }
        double number = member.isNumber() ? member.doubleValue() : Double.NaN;
        if (number != Math.rint(number) || number < least || number > most) {
            add(name, "The field '" + name + "' is not a whole number from " + least + " to " + most + "; write one.");
            return least;
        }
        return (long) number;
    }

    long whole(String name, long least, long most, long absent) {
        return has(name) ? whole(name, least, most) : absent;
    }

    List<String> texts(String name) {
        return list(name, (element, at) -> {
            if (!element.isTextual()) {
                note(problems, at, "This is not a string; write one.");
                return null;
            }
            return element.textValue();
        });
    }

    /** The elements that could be read; the empty list where the member is not there. */
    <T> List<T> list(String name, BiFunction<JsonNode, String, @Nullable T> read) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return List.of();
        }
        if (!member.isArray()) {
            add(name, "The field '" + name + "' is not a list; write one in brackets.");
            return List.of();
        }
        List<T> list = new ArrayList<>(member.size());
        for (int i = 0; i < member.size(); i++) {
            T element = read.apply(member.get(i), Problem.at(at(name), i));
            if (element != null) {
                list.add(element);
            }
        }
        return List.copyOf(list);
    }

    /** Adds a problem to those of a document, unless there are enough of them. */
    static void note(List<Problem> problems, String pointer, String detail) {
        if (problems.size() < ENOUGH) {
            problems.add(new Problem(pointer, detail));
        }
    }

    void add(String name, String detail) {
        note(problems, at(name), detail);
    }
}
