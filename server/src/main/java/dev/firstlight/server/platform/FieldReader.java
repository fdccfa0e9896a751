package dev.firstlight.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object and notes whatever is wrong with them, each at its pointer. */
public final class FieldReader {
    private static final Duration LONGEST = Duration.ofDays(90);

    private final JsonNode node;
    private final String pointer;
    private final List<Problem.Entry> problems;

    public FieldReader(JsonNode node, String pointer, List<Problem.Entry> problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
        if (!node.isObject()) {
            problem("", "This must be an object.");
        }
    }

    public void problem(String below, String detail) {
        problems.add(new Problem.Entry(pointer + below, detail));
    }

    public void only(String... known) {
        Set<String> allowed = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                problem(
                        Problem.at("", name),
                        "Unknown field \"" + name + "\"; take it out. Known here: " + String.join(", ", known) + ".");
            }
        });
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    public boolean isNull(String field) {
        return node.has(field) && node.get(field).isNull();
    }

    public String text(String field, String otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = get(field);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > 100) {
            problem("/" + field, "This must be a text of 1 to 100 characters.");
            return otherwise;
        }
        return value.textValue();
    }

    public @Nullable String remark(String field, int most) {
        if (!has(field)) {
            return null;
        }
        JsonNode value = get(field);
        if (!value.isTextual()
                || value.textValue().codePointCount(0, value.textValue().length()) > most) {
            problem("/" + field, "This must be a text of at most " + most + " characters.");
        }
        return value.textValue();
    }

    public String oneOf(String field, String... words) {
        String word = text(field, words[0]);
        if (List.of(words).contains(word)) {
            return word;
        }
        problem("/" + field, "This must be one of " + String.join(", ", words) + ".");
        return words[0];
    }

    public double number(String field, double otherwise, double least, double most) {
        if (!has(field) && otherwise >= least) {
            return otherwise;
        }
        JsonNode value = get(field);
        if (!value.isNumber() || !(value.doubleValue() >= least) || !(value.doubleValue() <= most)) {
            problem("/" + field, "This must be a number from " + least + " to " + most + ".");
            return most;
        }
        return value.doubleValue();
    }

    public Duration duration(String field, Duration otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(get(field).asText());
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // noted below, like a duration that is too long
        }
        problem("/" + field, "This must be an ISO 8601 duration of at most 90 days, such as \"PT1H\".");
        return otherwise;
    }

    /** A list of texts, or null where the word stands instead. */
    public @Nullable List<String> textsOr(String field, String word) {
        JsonNode value = get(field);
        if (value.isTextual() && value.textValue().equals(word)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        boolean fine = value.isArray() && !value.isEmpty();
        for (JsonNode item : value) {
            fine &= item.isTextual();
            texts.add(item.asText());
        }
        if (!fine) {
            problem("/" + field, "This must be \"" + word + "\" or a list of at least one key.");
        }
        return texts;
    }

    /** A list of at most so many texts, none empty and none twice. */
    public List<String> texts(String field, int most) {
        JsonNode value = get(field);
        List<String> texts = new ArrayList<>();
        boolean fine = value.isArray() && value.size() <= most;
        for (JsonNode item : value) {
            fine &= item.isTextual()
                    && !item.textValue().isBlank()
                    && item.textValue().length() <= 100
                    && !texts.contains(item.textValue());
            texts.add(item.asText());
        }
        if (!fine) {
            problem("/" + field, "This must be a list of at most " + most + " different texts.");
        }
        return texts;
    }

    /** Whether it is true; false where it is not said. */
    public boolean flag(String field) {
        if (has(field) && !get(field).isBoolean()) {
            problem("/" + field, "This must be true or false.");
        }
        return get(field).asBoolean(false);
    }

    public FieldReader object(String field) {
        return new FieldReader(get(field), pointer + "/" + field, problems);
    }

    public List<FieldReader> items(String field, int least, int most) {
        JsonNode list = get(field);
        List<FieldReader> items = new ArrayList<>();
        boolean absent = list.isMissingNode() && least == 0;
        if (!absent && (!list.isArray() || list.size() < least || list.size() > most)) {
            problem("/" + field, "This must be a list of " + least + " to " + most + " objects.");
            return items;
        }
        for (int i = 0; i < list.size(); i++) {
            items.add(new FieldReader(list.get(i), pointer + "/" + field + "/" + i, problems));
        }
        return items;
    }

    private JsonNode get(String field) {
        JsonNode value = node.get(field);
        return value == null ? MissingNode.getInstance() : value;
    }
}
