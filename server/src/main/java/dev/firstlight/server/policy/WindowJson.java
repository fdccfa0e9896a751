package dev.firstlight.server.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.FieldReader;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A window as JSON. Reading finds all that is wrong at once. */
public final class WindowJson {

    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm");

    private final List<Problem.Entry> problems = new ArrayList<>();

    private WindowJson() {}

    /**
     * Reads what was sent, or refuses it.
     *
     * @param zone with {@code days} every week; without both once
     */
    static Window read(String from, String until, @Nullable String zone, @Nullable List<String> days) {
        WindowJson reader = new WindowJson();
        Window window = zone == null && days == null
                ? reader.once(from, until)
                : reader.weekly(from, until, zone, days == null ? List.of() : days);
        if (window == null || !reader.problems.isEmpty()) {
            throw Failure.invalid(reader.problems);
        }
        return window;
    }

    /** Reads a weekly one and notes what is wrong with it; null where it is. */
    public static @Nullable Window weekly(FieldReader json) {
        WindowJson reader = new WindowJson();
        Window window = reader.weekly(
                json.text("from", ""),
                json.text("until", ""),
                json.text("zone", ""),
                json.has("days") ? json.texts("days", 7) : List.of());
        reader.problems.forEach(problem -> json.problem(problem.pointer(), problem.detail()));
        return reader.problems.isEmpty() ? window : null;
    }

    private @Nullable Window once(String from, String until) {
        Instant begin = parse("/from", from, text -> OffsetDateTime.parse(text).toInstant(), ONCE);
        Instant end = parse("/until", until, text -> OffsetDateTime.parse(text).toInstant(), ONCE);
        if (begin == null || end == null) {
            return null;
        }
        if (!end.isAfter(begin)) {
            problem("/until", "It has to end after it began.");
        }
        return new Window.Once(begin, end);
    }

    private static final String ONCE =
            "A time is RFC 3339 with an offset, e.g. 2026-12-24T00:00:00+13:00; for one that comes every week send"
                    + " \"zone\" and \"days\" as well.";
    private static final String WEEKLY = "With \"days\" this is a time of the day, e.g. \"18:00\".";

    private @Nullable Window weekly(String from, String until, @Nullable String zone, List<String> days) {
        LocalTime begin = parse("/from", from, text -> LocalTime.parse(text, HOURS), WEEKLY);
        LocalTime end = parse("/until", until, text -> LocalTime.parse(text, HOURS), WEEKLY);
        ZoneId place = parse(
                "/zone",
                String.valueOf(zone),
                ZoneId::of,
                "Name the time zone whose clock counts, e.g. Pacific/Auckland.");
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 0; i < days.size(); i++) {
            day(days.get(i), "/days/" + i, on);
        }
        if (days.isEmpty()) {
            problem("/days", "Name the days on which it begins, e.g. [\"friday\", \"saturday\"].");
        }
        if (begin == null || end == null || place == null || on.isEmpty()) {
            return null;
        }
        Window.Weekly window = new Window.Weekly(place, on, begin, end);
        if (window.isEndless()) {
            problem("/days", "This would never end; leave out a day, or protect the environment instead.");
        }
        return window;
    }

    private void day(String sent, String pointer, Set<DayOfWeek> on) {
        try {
            on.add(DayOfWeek.valueOf(sent.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            problem(
                    pointer,
                    "A day is one of "
                            + Arrays.stream(DayOfWeek.values())
                                    .map(WindowJson::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private <T> @Nullable T parse(String pointer, String text, Function<String, T> parser, String otherwise) {
        try {
            return parser.apply(text);
        } catch (DateTimeParseException e) {
            problem(pointer, otherwise);
        } catch (DateTimeException e) {
            problem(pointer, otherwise);
        }
        return null;
    }

    private void problem(String pointer, String detail) {
        problems.add(new Problem.Entry(pointer, detail));
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /** As it is kept and shown. */
    public static ObjectNode write(Window window) {
        ObjectNode json = Json.object();
        if (window instanceof Window.Weekly weekly) {
            json.put("from", HOURS.format(weekly.from())).put("until", HOURS.format(weekly.until()));
            json.put("zone", weekly.zone().getId());
            weekly.days().stream().sorted().map(WindowJson::word).forEach(json.putArray("days")::add);
        } else if (window instanceof Window.Once once) {
            json.put("from", once.from().toString()).put("until", once.until().toString());
        }
        return json;
    }

    /** Reads what we wrote ourselves. */
    static Window kept(JsonNode json) {
        List<String> days = new ArrayList<>();
        json.path("days").forEach(day -> days.add(day.asText()));
        return read(
                json.get("from").asText(),
                json.get("until").asText(),
                json.path("zone").textValue(),
                json.has("days") ? days : null);
    }
}
