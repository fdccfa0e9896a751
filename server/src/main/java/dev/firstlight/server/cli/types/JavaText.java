package dev.firstlight.server.cli.types;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values and sentences as Java source has them: nothing in them can end the literal or comment they stand in. */
final class JavaText {

    private static final int SPACE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private JavaText() {}

    /** An expression. Lists and maps are made by {@code list(…)} and {@code map(…)}. */
    static String expression(@Nullable Object value) {
        if (value instanceof String text) {
            return literal(text);
        }
        if (value instanceof List<?> list) {
            // One null alone would be taken for no array at all.
            return list.size() == 1 && list.get(0) == null
                    ? "list((Object) null)"
                    : "list(" + list.stream().map(JavaText::expression).collect(Collectors.joining(", ")) + ")";
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(member ->
                            Stream.of(literal(String.valueOf(member.getKey())), expression(member.getValue())))
                    .collect(Collectors.joining(", ", "map(", ")"));
        }
        return String.valueOf(value);
    }

    /** A string literal. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c < SPACE ? String.format("\\%03o", (int) c) : String.valueOf(c));
            }
        }
        return ascii(literal.append('"').toString());
    }

    /** A sentence in a documentation comment, on one line. */
    static String sentence(String text) {
        StringBuilder sentence = new StringBuilder();
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            // A backslash begins a character of another kind even in comments.
            sentence.append("&<>@{}*\\".indexOf(c) >= 0 ? "&#" + (int) c + ";" : String.valueOf(c));
        }
        return ascii(sentence.toString());
    }

    /** Whatever encoding a compiler takes source for, this means the same. */
    private static String ascii(String text) {
        return text.chars()
                .mapToObj(c -> c <= LAST_ASCII ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }
}
