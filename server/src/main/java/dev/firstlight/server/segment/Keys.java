package dev.firstlight.server.segment;

import org.jspecify.annotations.Nullable;

/** What may be a key of a large segment. */
final class Keys {

    /** In characters. */
    static final int MAX_LENGTH = 256;

    private Keys() {}

    /** What is wrong with a key and how to mend it, to be put after its place; null where nothing is. */
    static @Nullable String problem(String key) {
        if (key.isBlank()) {
            return "is blank; remove it.";
        }
        if (key.length() > MAX_LENGTH && key.codePointCount(0, key.length()) > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters; shorten it.";
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isISOControl(c)) {
                return "holds a control character; take it out.";
            }
            if (Character.isSurrogate(c) && Character.isSurrogate((char) key.codePointAt(i))) {
                return "holds half a character; take it out.";
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return null;
    }
}
