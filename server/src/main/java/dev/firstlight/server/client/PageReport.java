package dev.firstlight.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.metric.PageReports;
import dev.firstlight.server.metric.Usages;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page reports: what its context saw, and what happened to it. Fields that a newer SDK adds are passed over.
 *
 * @param context as it was sent
 */
record PageReport(
        ObjectNode context, String instance, long seq, List<Usages.Reported> evaluations, List<PageReports.Said> said) {
    private static final int LONGEST = 64;
    private static final int LONGEST_INSTANCE = 59;
    private static final int MOST_EVALUATIONS = 1_000;
    private static final int MOST_OUTCOMES = 200;
    private static final long MOST = 1_000_000_000;
    private static final double LARGEST = 1e15;

    static PageReport read(byte[] body) {
        ObjectNode sent = Json.readObject(body);
        if (!(sent.get("context") instanceof ObjectNode context)) {
            throw Failure.invalid("/context", "Send the context, an object of attributes.");
        }
        return new PageReport(
                context,
                text(sent, "", "instance", LONGEST_INSTANCE),
                whole(sent.get("seq"), 0, Long.MAX_VALUE, "/seq"),
                evaluations(sent),
                said(sent));
    }

    private static List<Usages.Reported> evaluations(ObjectNode sent) {
        List<Usages.Reported> all = new ArrayList<>();
        for (JsonNode one : list(sent, "evaluations", MOST_EVALUATIONS)) {
            String pointer = "/evaluations/" + all.size();
            all.add(new Usages.Reported(
                    text(one, pointer, "flag", LONGEST),
                    one.hasNonNull("variant") ? text(one, pointer, "variant", LONGEST) : "",
                    text(one, pointer, "reason", LONGEST),
                    whole(one.get("count"), 1, MOST, pointer + "/count")));
        }
        return all;
    }

    /** A metric's key stands for one event of it. */
    private static List<PageReports.Said> said(ObjectNode sent) {
        List<PageReports.Said> all = new ArrayList<>();
        for (JsonNode one : list(sent, "outcomes", MOST_OUTCOMES)) {
            String pointer = "/outcomes/" + all.size();
            if (one.isTextual()) {
                all.add(new PageReports.Said(checked(one.asText(), LONGEST, pointer), null, 1));
            } else {
                all.add(new PageReports.Said(
                        text(one, pointer, "metric", LONGEST),
                        one.hasNonNull("value") ? number(one.get("value"), pointer + "/value") : null,
                        one.hasNonNull("count") ? whole(one.get("count"), 1, MOST, pointer + "/count") : 1));
            }
        }
        return all;
    }

    private static Iterable<JsonNode> list(ObjectNode sent, String field, int most) {
        JsonNode list = sent.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            throw Failure.invalid("/" + field, "Send a list of at most " + most + ".");
        }
        return list;
    }

    private static String text(JsonNode object, String pointer, String field, int longest) {
        return checked(
                object.path(field).isTextual() ? object.get(field).asText() : null, longest, pointer + "/" + field);
    }

    private static String checked(@Nullable String text, int longest, String pointer) {
        // PostgreSQL keeps any text but the one with this character.
        if (text == null || text.isBlank() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw Failure.invalid(pointer, "Send a text of 1 to " + longest + " characters, none of them NUL.");
        }
        return text;
    }

    private static long whole(@Nullable JsonNode number, long least, long most, String pointer) {
        if (number == null
                || !number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() < least
                || number.longValue() > most) {
            throw Failure.invalid(pointer, "Send a whole number from " + least + " to " + most + ".");
        }
        return number.longValue();
    }

    private static double number(JsonNode number, String pointer) {
        if (!number.isNumber() || !(Math.abs(number.doubleValue()) <= LARGEST)) {
            throw Failure.invalid(pointer, "A value is a number from −1e15 to 1e15.");
        }
        return number.doubleValue();
    }
}
