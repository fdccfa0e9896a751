package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of JSON (RFC 8785): members sorted by UTF-16 units, numbers as ECMAScript writes them, no white
 * space. A surrogate that stands alone is written as its escape, as {@code JSON.stringify} does.
 */
public final class Canonical {

    private static final HexFormat HEX = HexFormat.of();

    private Canonical() {}

    /** The canonical text of a tree. */
    public static String text(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    /**
     * The digest of a ruleset: SHA-256 of the canonical form of its flags, region groups and segments, as they were
     * received. A member that is not there counts as an empty object.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String digest(JsonNode ruleset) {
        return digest(ruleset.path("flags"), ruleset.path("regionGroups"), ruleset.path("segments"));
    }

    /** The digest of {@link #digest(JsonNode)}, of the three members it is made of. */
    public static String digest(JsonNode flags, JsonNode regionGroups, JsonNode segments) {
        StringBuilder text = new StringBuilder("{\"flags\":");
        writeOrEmpty(flags, text);
        text.append(",\"regionGroups\":");
        writeOrEmpty(regionGroups, text);
        text.append(",\"segments\":");
        writeOrEmpty(segments, text);
        byte[] utf8 = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return HEX.formatHex(sha256().digest(utf8));
    }

    private static void writeOrEmpty(JsonNode node, StringBuilder text) {
        if (node instanceof MissingNode || node.isNull()) {
            text.append("{}");
        } else {
            write(node, text);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void write(@Nullable JsonNode node, StringBuilder text) {
        if (node == null || node.isNull()) {
            text.append("null");
        } else if (node.isObject()) {
            object(node, text);
        } else if (node.isArray()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(node.get(i), text);
            }
            text.append(']');
        } else if (node.isTextual()) {
            string(node.textValue(), text);
        } else if (node.isNumber()) {
            text.append(EcmaScriptNumber.text(node.doubleValue()));
        } else {
            text.append(node.asText());
        }
    }

    private static void object(JsonNode node, StringBuilder text) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        names.sort(null); // Java compares strings by UTF-16 units, as the canonical form wants
        text.append('{');
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ",");
            string(names.get(i), text);
            text.append(':');
            write(node.get(names.get(i)), text);
        }
        text.append('}');
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || lone(value, i)) {
                        text.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean lone(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
