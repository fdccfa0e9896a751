package dev.firstlight.server.exchange;

import dev.firstlight.server.platform.Failure;
import java.util.regex.Pattern;

/**
 * A text that a pattern of another system may read only so often. Their patterns have all that Java's have, which some
 * texts make read for ever.
 */
public final class Patience implements CharSequence {

    private static final int MOST_READS = 100_000;

    private final CharSequence text;
    private int left = MOST_READS;

    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost() {
            super("", null, false, false);
        }
    }

    private Patience(CharSequence text) {
        this.text = text;
    }

    /** Whether a pattern is found in a text; a {@link Failure} where that takes too long to say. */
    public static boolean found(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Patience(text)).find();
        } catch (Lost | StackOverflowError e) {
            String whole = pattern.pattern();
            String brief = whole.length() > 100 ? whole.substring(0, 100) + "…" : whole;
            throw Failure.invalid(
                    "",
                    "The pattern \"" + brief
                            + "\" takes too long to look for; write it without repeats within repeats.");
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (left-- <= 0) {
            throw new Lost();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
