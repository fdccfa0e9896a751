package dev.firstlight.core;

import java.util.Collection;
import java.util.List;

/** Names as sentences give them: in one order, few and short, however many and long there are. */
final class Names {

    private static final int MOST = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SENTENCE = 1_000;

    private Names() {}

    /** Such as {@code off, on}: sorted, since JavaScript does not keep the order in which members were written. */
    static String known(Collection<String> names) {
        List<String> shown = names.stream()
                .sorted()
                .limit(MOST)
                .map(name -> cut(name, LONGEST_NAME))
                .toList();
        return String.join(", ", shown) + (names.size() > MOST ? ", …" : "");
    }

    /** A name for a sentence that many others resemble. */
    static String shortened(String name) {
        return cut(name, LONGEST_NAME);
    }

    /** A sentence that goes to applications and, by telemetry, to the server. */
    static String sentence(String text) {
        return cut(text, LONGEST_SENTENCE);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
