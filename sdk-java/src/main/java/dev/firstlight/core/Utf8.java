package dev.firstlight.core;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as bytes, the same in every language. */
final class Utf8 {

    private Utf8() {}

    /** A surrogate that stands alone becomes U+FFFD, as in JavaScript's TextEncoder and in {@link Murmur3}. */
    static byte[] bytes(String text) {
        StringBuilder whole = null;
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                whole = whole == null ? new StringBuilder(text) : whole;
                whole.setCharAt(i, '\uFFFD');
            }
            i += Character.charCount(point) - 1;
        }
        return (whole == null ? text : whole.toString()).getBytes(UTF_8);
    }
}
