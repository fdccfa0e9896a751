package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The language of the search box: words found in key, name or description, {@code tag:x}, {@code state:on|off},
 * {@code environment:e} (where the state is meant).
 */
record FlagQuery(
        List<String> words,
        List<String> tags,
        @Nullable Boolean on,
        @Nullable String environment) {

    static FlagQuery parse(@Nullable String text) {
        List<String> words = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        Boolean on = null;
        String environment = null;
        for (String part : text == null ? new String[0] : text.trim().split("\\s+", -1)) {
            String term = part.toLowerCase(Locale.ROOT);
            if (term.startsWith("tag:")) {
                tags.add(term.substring(4));
            } else if (term.startsWith("state:")) {
                on = state(term.substring(6));
            } else if (term.startsWith("environment:") || term.startsWith("env:")) {
                environment = term.substring(term.indexOf(':') + 1);
            } else if (!term.isEmpty()) {
                words.add(term);
            }
        }
        return new FlagQuery(words, tags, on, environment);
    }

    private static boolean state(String word) {
        if (word.equals("on") || word.equals("off")) {
            return word.equals("on");
        }
        throw Failure.invalid("/query", "\"state:\" is followed by on or off.");
    }

    boolean matches(FlagEntity flag, Map<String, ObjectNode> targetings) {
        String text = (flag.id.key() + " " + flag.name + " " + flag.description).toLowerCase(Locale.ROOT);
        if (!words.stream().allMatch(text::contains)) {
            return false;
        }
        String all = flag.tags.toLowerCase(Locale.ROOT);
        if (!tags.stream().allMatch(tag -> all.contains("\"" + tag + "\""))) {
            return false;
        }
        Boolean wanted = on;
        return wanted == null
                || targetings.entrySet().stream()
                        .filter(entry -> environment == null || entry.getKey().equals(environment))
                        .anyMatch(entry -> entry.getValue().path("enabled").asBoolean() == wanted);
    }
}
