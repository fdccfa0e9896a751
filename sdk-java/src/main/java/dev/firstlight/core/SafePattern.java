package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A pattern as the operator {@code matches} takes them, for whoever looks for one beside it: it takes neither long nor much. */
public final class SafePattern {

    private final com.google.re2j.Pattern compiled;
    private final long size;

    private SafePattern(com.google.re2j.Pattern compiled, long size) {
        this.compiled = compiled;
        this.size = size;
    }

    /** What is wrong with a pattern and what to do, as a sentence; null where nothing is. */
    public static @Nullable String problem(String pattern) {
        return RegexGuard.problem(pattern);
    }

    /** Whether a text is no pattern at all, rather than one that would take too much. */
    public static boolean isNone(String pattern) {
        return RegexGuard.isNone(pattern);
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException with what is wrong, as {@link #problem} says it
     */
    public static SafePattern of(String pattern) {
        String problem = problem(pattern);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new SafePattern(RegexGuard.compile(pattern), RegexGuard.size(pattern));
    }

    /** About how many steps it may take for each character of a text. */
    public long size() {
        return size;
    }

    /** Whether it is found anywhere in a text. */
    public boolean isIn(String text) {
        return compiled.matcher(text).find();
    }
}
