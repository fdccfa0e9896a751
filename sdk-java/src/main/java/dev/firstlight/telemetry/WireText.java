package dev.firstlight.telemetry;

/** What the server takes of texts, and how much of a batch they are. */
final class WireText {

    /** Of keys, names and regions, in characters. */
    static final int LONGEST = 64;

    private WireText() {}

    /** Whether the server takes it as a key. */
    static boolean isKey(String text) {
        return text.length() <= LONGEST && isWritable(text) && !text.chars().allMatch(c -> c <= ' ');
    }

    /** Whether JSON can hold it, and the server's database: neither a null character is in it nor half a pair. */
    static boolean isWritable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isWritable(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWritable(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) ? at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) : c != 0;
    }

    /** The beginning of a text, with U+FFFD for what cannot be written. */
    static String fitted(String text, int most) {
        String start = text.substring(0, Math.min(text.length(), most));
        if (isWritable(start)) {
            return start;
        }
        StringBuilder fitted = new StringBuilder(start.length());
        for (int i = 0; i < start.length(); i++) {
            fitted.append(isWritable(start, i) ? start.charAt(i) : '\uFFFD');
        }
        return fitted.toString();
    }

    /** How many bytes it is at most as an element of JSON in UTF-8. */
    static int bytes(String text) {
        int bytes = 3; // quotes, and what parts it from the next
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ' ' || c == '"' || c == '\\' ? 6 : c < 0x80 ? 1 : 3;
        }
        return bytes;
    }
}
