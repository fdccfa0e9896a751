package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version, ordered by the precedence of Semantic Versioning 2.0.0. A leading {@code v}, spaces around it and
 * a missing minor or patch number are forgiven; build metadata does not count.
 */
final class Semver implements Comparable<Semver> {

    private static final int MAX_LENGTH = 256;
    private static final long MAX_NUMBER = 9_007_199_254_740_991L;

    private final long[] core;
    private final List<String> preRelease;

    private Semver(long[] core, List<String> preRelease) {
        this.core = core;
        this.preRelease = preRelease;
    }

    /** Null where the text is no version. */
    static @Nullable Semver parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String version = trim(text);
        version = version.startsWith("v") ? version.substring(1) : version;
        int plus = version.indexOf('+');
        if (plus >= 0) {
            if (!identifiers(version.substring(plus + 1), false)) {
                return null;
            }
            version = version.substring(0, plus);
        }
        List<String> preRelease = List.of();
        int minus = version.indexOf('-');
        if (minus >= 0) {
            String labels = version.substring(minus + 1);
            if (!identifiers(labels, true)) {
                return null;
            }
            preRelease = List.of(labels.split("\\.", -1));
            version = version.substring(0, minus);
        }
        long[] core = core(version);
        return core == null ? null : new Semver(core, preRelease);
    }

    /** Spaces only: what else counts as white space differs between languages. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    private static long @Nullable [] core(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length > 3) {
            return null;
        }
        long[] core = new long[3];
        for (int i = 0; i < numbers.length; i++) {
            if (!numeric(numbers[i]) || leadingZero(numbers[i]) || numbers[i].length() > 16) {
                return null;
            }
            core[i] = Long.parseLong(numbers[i]);
            if (core[i] > MAX_NUMBER) {
                return null;
            }
        }
        return core;
    }

    private static boolean identifiers(String text, boolean preRelease) {
        for (String identifier : text.split("\\.", -1)) {
            boolean wellFormed = !identifier.isEmpty()
                    && identifier.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9' || letter(c));
            if (!wellFormed || (preRelease && numeric(identifier) && leadingZero(identifier))) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean numeric(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean leadingZero(String number) {
        return number.length() > 1 && number.charAt(0) == '0';
    }

    @Override
    public int compareTo(Semver that) {
        for (int i = 0; i < core.length; i++) {
            if (core[i] != that.core[i]) {
                return Long.compare(core[i], that.core[i]);
            }
        }
        if (preRelease.isEmpty() || that.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), that.preRelease.isEmpty());
        }
        int common = Math.min(preRelease.size(), that.preRelease.size());
        for (int i = 0; i < common; i++) {
            int order = compareIdentifiers(preRelease.get(i), that.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), that.preRelease.size());
    }

    /** Numbers by value, however long; before words; words by ASCII. */
    private static int compareIdentifiers(String a, String b) {
        boolean aNumeric = numeric(a);
        boolean bNumeric = numeric(b);
        if (aNumeric && bNumeric && a.length() != b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        return aNumeric == bNumeric ? a.compareTo(b) : aNumeric ? -1 : 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Semver that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * java.util.Arrays.hashCode(core) + preRelease.hashCode();
    }
}
