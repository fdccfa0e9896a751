package dev.firstlight.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text that can be kept: without the character 0, which the database has no place for, and without half characters. */
final class SoundText {

    private SoundText() {}

    /** What is wrong with a text, null where nothing is. */
    static @Nullable String problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "the character \\u0000 cannot be kept; take it out";
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "half a surrogate pair is no character; take it out";
                }
                i++;
            }
        }
        return null;
    }

    /** Refuses a document with such a text in it, names of fields included; the pointer says where. */
    static void check(JsonNode document) {
        if (!isSound(document)) {
            find(document, "");
        }
    }

    private static boolean isSound(JsonNode node) {
        if (node.isTextual()) {
            return problem(node.textValue()) == null;
        }
        for (JsonNode child : node) {
            if (!isSound(child)) {
                return false;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (problem(field.getKey()) != null) {
                return false;
            }
        }
        return true;
    }

    private static void find(JsonNode node, String pointer) {
        if (node.isTextual()) {
            refuse(node.textValue(), pointer);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            find(node.get(i), Problem.at(pointer, i));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            refuse(field.getKey(), pointer);
            find(field.getValue(), Problem.at(pointer, field.getKey()));
        }
    }

    private static void refuse(String text, String pointer) {
        String problem = problem(text);
        if (problem != null) {
            throw Failure.malformed(pointer, "In this text " + problem + ".");
        }
    }
}
