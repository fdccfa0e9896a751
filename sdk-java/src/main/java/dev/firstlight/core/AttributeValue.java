package dev.firstlight.core;

import java.lang.reflect.Array;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what applications put into a context into the few types that evaluation knows. */
final class AttributeValue {

    /** Deeper than any attribute path reaches; a list that holds itself ends here rather than in a stack overflow. */
    private static final int MAX_DEPTH = 16;

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private AttributeValue() {}

    static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            return null;
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Map<?, ?> map) {
            return mapOf(map, depth);
        }
        if (value instanceof Iterable<?> elements) {
            return listOf(elements, depth);
        }
        if (value.getClass().isArray()) {
            return arrayOf(value, depth);
        }
        Instant instant = instantOf(value);
        return instant == null || !hasRfc3339Form(instant) ? value : instant.toString();
    }

    private static @Nullable Instant instantOf(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        return value instanceof Date date ? Instant.ofEpochMilli(date.getTime()) : null;
    }

    /** RFC 3339 has years of four digits; what lies beyond them is there, and compares with nothing. */
    private static boolean hasRfc3339Form(Instant instant) {
        return instant.getEpochSecond() >= FIRST_SECOND && instant.getEpochSecond() <= LAST_SECOND;
    }

    private static Map<String, @Nullable Object> mapOf(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(String.valueOf(entry.getKey()), of(entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> listOf(Iterable<?> elements, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object element : elements) {
            copy.add(of(element, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static List<@Nullable Object> arrayOf(Object array, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            copy.add(of(Array.get(array, i), depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }
}
