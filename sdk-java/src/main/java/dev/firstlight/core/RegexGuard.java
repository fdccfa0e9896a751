package dev.firstlight.core;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a pattern before RE2 compiles it. RE2 unrolls counted repeats, so {@code ((a{99}){99}){99}}, short as it is,
 * would take all memory: counted repeats may not nest, and the product of all counts is at most 1,000. Where case is
 * ignored, it looks at every character of a range, some of them again and again, so ranges are short there.
 */
final class RegexGuard {

    private static final String NO_PATTERN = "Not a pattern in RE2 syntax (";
    private static final int MAX_LENGTH = 256;
    private static final int MAX_PRODUCT = 1_000;
    private static final int MAX_SPAN = 1_000;
    private static final java.util.regex.Pattern IGNORES_CASE = java.util.regex.Pattern.compile("\\(\\?[A-Za-z-]*i");
    private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern.compile("\\{[0-9]+(,[0-9]*)?\\}");

    /** A character by its number, in octal or hexadecimal. */
    private static final java.util.regex.Pattern NUMBER =
            java.util.regex.Pattern.compile("([0-7]{1,3})|x\\{([0-9A-Fa-f]{1,7})\\}|x([0-9A-Fa-f]{2})");

    private final String pattern;
    private int at;
    private long product = 1;
    /** How many characters lie in the ranges of all classes. */
    private long span;

    /** For every group that is open, whether a counted repeat stands in it. */
    private final Deque<Boolean> groups = new ArrayDeque<>();

    private boolean countedInGroup;
    /** Whether what a repeat would now apply to holds a counted repeat itself. */
    private boolean countedBefore;

    /** Whether a backslash stands before a letter that RE2 knows no escape of, as RE2/J would not say. */
    private boolean unknownEscape;
    /** Where braces stand that begin no count, the last one first. */
    private final Deque<Integer> braces = new ArrayDeque<>();

    private RegexGuard(String pattern) {
        this.pattern = pattern;
    }

    /** What is wrong with a pattern and what to do, as a sentence; null where nothing is. */
    static @Nullable String problem(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return "The pattern has " + pattern.length() + " characters; shorten it to " + MAX_LENGTH + ".";
        }
        String repeats = new RegexGuard(pattern).scan();
        if (repeats != null) {
            return repeats;
        }
        try {
            compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            boolean unmatched = e.getDescription().equals("regexp/syntax: internal error");
            return noPattern(unmatched ? "unexpected )" : e.getDescription());
        }
    }

    /** About how many instructions RE2 makes of a pattern that has no problem. */
    static long size(String pattern) {
        RegexGuard guard = new RegexGuard(pattern);
        guard.scan();
        return guard.product * pattern.length();
    }

    /** Of a pattern that has no problem. RE2/J takes a brace that is no count for one; written so, it cannot. */
    static Pattern compile(String pattern) {
        RegexGuard guard = new RegexGuard(pattern);
        guard.scan();
        StringBuilder escaped = new StringBuilder(pattern);
        for (int brace : guard.braces) { // the last one first
            escaped.insert(brace, '\\');
        }
        return Pattern.compile(escaped.toString());
    }

    private static String noPattern(String why) {
        return NO_PATTERN + why + "); correct it.";
    }

    /** Whether a text is no pattern at all, rather than one that would take too much. */
    static boolean isNone(String pattern) {
        String problem = problem(pattern);
        return problem != null && problem.startsWith(NO_PATTERN);
    }

    private @Nullable String scan() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '{' && repeat() > 0) {
                if (countedBefore) {
                    return "A counted repeat stands within another; write one of them out.";
                }
                product *= repeat();
                if (product > MAX_PRODUCT) {
                    return "The counts of the pattern's repeats multiply to more than " + MAX_PRODUCT + "; lower them.";
                }
                countedBefore = true;
                countedInGroup = true;
                at = pattern.indexOf('}', at) + 1;
            } else {
                step(c);
            }
            if (unknownEscape) {
                return noPattern("invalid escape sequence");
            }
        }
        return span > MAX_SPAN && IGNORES_CASE.matcher(pattern).find()
                ? "Where case is ignored, ranges may hold " + MAX_SPAN + " characters together; narrow them."
                : null;
    }

    private void step(char c) {
        at++;
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> {
                groups.push(countedInGroup);
                countedInGroup = false;
                countedBefore = false;
            }
            case ')' -> {
                countedBefore = countedInGroup;
                countedInGroup |= !groups.isEmpty() && groups.pop();
            }
            // A repeat of a repeat is still of the same operand.
            case '*', '+', '?' -> {}
            case '{' -> {
                if (!COUNT.matcher(pattern).region(at - 1, pattern.length()).lookingAt()) {
                    braces.push(at - 1);
                }
                countedBefore = false;
            }
            default -> countedBefore = false;
        }
    }

    private void escape() {
        countedBefore = false;
        if (pattern.startsWith("Q", at)) {
            int end = pattern.indexOf("\\E", at);
            at = end < 0 ? pattern.length() : end + 2;
        } else if (at + 1 < pattern.length()
                && pattern.charAt(at + 1) == '{'
                && "xpP".indexOf(pattern.charAt(at)) >= 0) {
            int end = pattern.indexOf('}', at); // a code point or a class by name, no count
            at = end < 0 ? pattern.length() : end + 1;
        } else {
            escaped();
        }
    }

    private void escaped() {
        unknownEscape |= at < pattern.length() && pattern.charAt(at) > 0x7F;
        at++;
    }

    private void characterClass() {
        countedBefore = false;
        if (pattern.startsWith("^", at)) {
            at++;
        }
        if (pattern.startsWith("]", at)) {
            at++;
        }
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
                at = pattern.indexOf(":]", at) + 2;
                continue;
            }
            int low = member();
            if (pattern.startsWith("-", at) && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                at++;
                int high = member();
                span += low < 0 ? 0 : Math.max(0, high - low);
            }
        }
        at++;
    }

    /** The code point of the next member of a class; −1 where that is a class itself. */
    private int member() {
        int point = pattern.codePointAt(at);
        at += Character.charCount(point);
        if (point != '\\' || at >= pattern.length()) {
            return point;
        }
        Matcher number = NUMBER.matcher(pattern).region(at, pattern.length());
        if (number.lookingAt()) {
            at = number.end();
            String octal = number.group(1);
            String hex = number.group(2) == null ? number.group(3) : number.group(2);
            return octal == null ? Integer.parseInt(hex, 16) : Integer.parseInt(octal, 8);
        }
        char letter = pattern.charAt(at);
        escaped();
        return "dDsSwWpP".indexOf(letter) < 0 ? letter : -1;
    }

    /** The larger count of the counted repeat that begins here, at least 1; 0 where there is none. */
    private int repeat() {
        int end = pattern.indexOf('}', at);
        if (end < 0) {
            return 0;
        }
        String[] counts = pattern.substring(at + 1, end).split(",", -1);
        if (counts.length > 2
                || !digits(counts[0])
                || (counts.length == 2 && !counts[1].isEmpty() && !digits(counts[1]))) {
            return 0;
        }
        int larger = 1;
        for (String count : counts) {
            larger = Math.max(larger, count.isEmpty() ? 1 : Integer.parseInt(count));
        }
        return larger;
    }

    /** At most nine digits, so that they are an int; RE2 refuses counts over 1,000 in any case. */
    private static boolean digits(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
