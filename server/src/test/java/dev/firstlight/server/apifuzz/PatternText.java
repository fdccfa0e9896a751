package dev.firstlight.server.apifuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes a text that a regular expression holds for: literals, classes, groups, alternatives, quantifiers; no more. */
final class PatternText {

    private static final int MOST_REPEATS = 12;

    private final String pattern;
    private final SplittableRandom random;
    private int at;

    private PatternText(String pattern, SplittableRandom random) {
        this.pattern = pattern;
        this.random = random;
    }

    static String of(String pattern, SplittableRandom random) {
        String whole = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        whole = whole.endsWith("$") && !whole.endsWith("\\$") ? whole.substring(0, whole.length() - 1) : whole;
        return new PatternText(whole, random).alternatives();
    }

    private String alternatives() {
        List<String> all = new ArrayList<>();
        StringBuilder one = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != ')') {
            if (pattern.charAt(at) == '|') {
                at++;
                all.add(one.toString());
                one.setLength(0);
            } else {
                one.append(repeated());
            }
        }
        all.add(one.toString());
        return all.get(random.nextInt(all.size()));
    }

    /** An atom as often as its quantifier says, each time anew. */
    private String repeated() {
        int from = at;
        String first = atom();
        int after = at;
        int[] times = quantifier();
        int to = at;
        int count = times[0] + random.nextInt(Math.min(times[1], times[0] + MOST_REPEATS) - times[0] + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            at = from;
            text.append(i == 0 ? first : atom());
        }
        at = Math.max(to, after);
        return text.toString();
    }

    private int[] quantifier() {
        if (at >= pattern.length()) {
            return new int[] {1, 1};
        }
        switch (pattern.charAt(at)) {
            case '?':
                at++;
                return new int[] {0, 1};
            case '*':
                at++;
                return new int[] {0, MOST_REPEATS};
            case '+':
                at++;
                return new int[] {1, MOST_REPEATS};
            case '{':
                int end = pattern.indexOf('}', at);
                String[] parts = pattern.substring(at + 1, end).split(",", -1);
                at = end + 1;
                int least = Integer.parseInt(parts[0]);
                int most = parts.length == 1
                        ? least
                        : parts[1].isEmpty() ? least + MOST_REPEATS : Integer.parseInt(parts[1]);
                return new int[] {least, most};
            default:
                return new int[] {1, 1};
        }
    }

    private String atom() {
        char c = pattern.charAt(at++);
        if (c == '(') {
            if (pattern.startsWith("?:", at)) {
                at += 2;
            }
            String text = alternatives();
            at++;
            return text;
        }
        if (c == '[') {
            return charClass();
        }
        if (c == '\\') {
            return escaped(pattern.charAt(at++));
        }
        return c == '.' ? "x" : String.valueOf(c);
    }

    private String escaped(char c) {
        return switch (c) {
            case 'd' -> String.valueOf((char) ('0' + random.nextInt(10)));
            case 'w', 'S' -> String.valueOf((char) ('a' + random.nextInt(26)));
            case 's' -> " ";
            default -> String.valueOf(c);
        };
    }

    private String charClass() {
        boolean negated = pattern.charAt(at) == '^';
        StringBuilder all = new StringBuilder();
        at += negated ? 1 : 0;
        while (pattern.charAt(at) != ']') {
            char from = pattern.charAt(at++);
            if (from == '\\') {
                all.append(escaped(pattern.charAt(at++)));
            } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                char to = pattern.charAt(at + 1);
                at += 2;
                for (char c = from; c <= to; c++) {
                    all.append(c);
                }
            } else {
                all.append(from);
            }
        }
        at++;
        return negated ? "q" : String.valueOf(all.charAt(random.nextInt(all.length())));
    }
}
