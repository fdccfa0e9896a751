package dev.firstlight.core;

/** The operator {@code matches}: an unanchored search by RE2, whose time grows with the input and never faster. */
final class Pattern {

    private static final int MAX_INPUT = 1_024;

    private Pattern() {}

    /** Of a pattern that {@link RegexGuard} has let through. */
    static Match of(String pattern) {
        com.google.re2j.Pattern compiled = RegexGuard.compile(pattern);
        return operand ->
                operand instanceof String text && compiled.matcher(cut(text)).find();
    }

    /** The first 1,024 UTF-16 units, one fewer where the cut would part a surrogate pair. */
    private static String cut(String text) {
        if (text.length() <= MAX_INPUT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_INPUT - 1)) ? MAX_INPUT - 1 : MAX_INPUT);
    }
}
