package dev.firstlight.core;

/**
 * Unicode simple case folding: one code point to one code point, no language. The capital I with a dot and the small
 * one without fold to nothing but themselves; everywhere else folding is the lower case of the upper case.
 */
final class CaseFolding {

    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int SMALL_DOTLESS_I = 0x131;

    private CaseFolding() {}

    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().map(CaseFolding::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static int fold(int point) {
        if (point == CAPITAL_I_WITH_DOT || point == SMALL_DOTLESS_I) {
            return point;
        }
        return Character.toLowerCase(Character.toUpperCase(point));
    }
}
