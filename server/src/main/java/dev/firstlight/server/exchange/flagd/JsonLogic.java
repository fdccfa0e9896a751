package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.ForeignVersion;
import dev.firstlight.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/** JsonLogic with flagd's own operations, as flagd evaluates it. */
final class JsonLogic {

    private static final JsonNode NOTHING = NullNode.getInstance();

    private final JsonNode evaluators;
    private final String flag;
    private final JsonNode data;

    JsonLogic(JsonNode evaluators, String flag, JsonNode data) {
        this.evaluators = evaluators;
        this.flag = flag;
        this.data = data;
    }

    JsonNode value(JsonNode node) {
        if (!(node instanceof ObjectNode) || node.size() != 1) {
            return node;
        }
        String op = node.fieldNames().next();
        JsonNode given = node.path(op);
        ArrayNode args = given instanceof ArrayNode list ? list : Json.list().add(given);
        return switch (op) {
            case "$ref" -> value(evaluators.path(args.path(0).asText()));
            case "var" -> variable(args.path(0).asText());
            case "if" -> chosen(args);
            case "and", "or" -> joined(op.equals("and"), args);
            case "!" -> Json.node(!LogicImport.truthy(value(args.path(0))));
            case "!!" -> Json.node(LogicImport.truthy(value(args.path(0))));
            case "==" -> Json.node(Coercion.looselyEqual(value(args.path(0)), value(args.path(1))));
            case "!=" -> Json.node(!Coercion.looselyEqual(value(args.path(0)), value(args.path(1))));
            case "===" -> Json.node(Coercion.equal(value(args.path(0)), value(args.path(1))));
            case "!==" -> Json.node(!Coercion.equal(value(args.path(0)), value(args.path(1))));
            case "<", "<=", ">", ">=" -> Json.node(ordered(op, args));
            case "in" -> Json.node(within(value(args.path(0)), value(args.path(1))));
            case "cat" -> concatenated(args);
            case "starts_with" ->
                Json.node(text(args, 0).startsWith(text(args, 1))
                        && value(args.path(0)).isTextual());
            case "ends_with" ->
                Json.node(text(args, 0).endsWith(text(args, 1))
                        && value(args.path(0)).isTextual());
            case "sem_ver" -> versions(args);
            case "fractional" -> fractional(args);
            default -> NOTHING;
        };
    }

    private String text(ArrayNode args, int index) {
        return value(args.path(index)).asText("");
    }

    private JsonNode variable(String path) {
        if (path.equals("$flagd.flagKey")) {
            return Json.node(flag);
        }
        JsonNode found = data;
        for (String name : path.split("\\.", -1)) {
            found = found.path(name);
        }
        return found.isMissingNode() ? NOTHING : found;
    }

    private JsonNode chosen(ArrayNode args) {
        int i = 0;
        for (; i + 1 < args.size(); i += 2) {
            if (LogicImport.truthy(value(args.path(i)))) {
                return value(args.path(i + 1));
            }
        }
        return i < args.size() ? value(args.path(i)) : NOTHING;
    }

    private JsonNode joined(boolean all, ArrayNode args) {
        JsonNode last = NOTHING;
        for (JsonNode arg : args) {
            last = value(arg);
            if (LogicImport.truthy(last) != all) {
                return last;
            }
        }
        return last;
    }

    private boolean ordered(String op, ArrayNode args) {
        for (int i = 0; i + 1 < args.size(); i++) {
            double left = Coercion.number(value(args.path(i)));
            double right = Coercion.number(value(args.path(i + 1)));
            if (!Order.holds(left, op, right) || Double.isNaN(left) || Double.isNaN(right)) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(JsonNode needle, JsonNode haystack) {
        if (haystack.isTextual()) {
            return needle.isTextual() && haystack.asText().contains(needle.asText());
        }
        for (JsonNode element : haystack) {
            if (Coercion.equal(needle, element)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode concatenated(ArrayNode args) {
        StringBuilder text = new StringBuilder();
        for (JsonNode arg : args) {
            text.append(value(arg).asText(""));
        }
        return Json.node(text.toString());
    }

    private JsonNode versions(ArrayNode args) {
        ForeignVersion left = version(text(args, 0));
        ForeignVersion right = version(text(args, 2));
        if (left == null || right == null || !value(args.path(0)).isTextual()) {
            return NOTHING;
        }
        int order = left.compareTo(right);
        boolean sameMajor = left.core().get(0).equals(right.core().get(0));
        return Json.node(
                switch (text(args, 1)) {
                    case "=" -> order == 0;
                    case "!=" -> order != 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    case "^" -> sameMajor;
                    default ->
                        sameMajor && left.core().get(1).equals(right.core().get(1));
                });
    }

    private static @Nullable ForeignVersion version(String text) {
        return ForeignVersion.parse(text.startsWith("v") ? text.substring(1) : text);
    }

    private JsonNode fractional(ArrayNode args) {
        List<JsonNode> parts = new ArrayList<>();
        args.forEach(parts::add);
        JsonNode unit;
        if (args.path(0).isArray()) {
            JsonNode key = variable("targetingKey");
            unit = key.isTextual() ? Json.node(flag + key.asText()) : NOTHING;
        } else {
            unit = value(parts.remove(0));
        }
        long total = parts.stream().mapToLong(JsonLogic::weight).sum();
        if (!unit.isTextual() || total == 0) {
            return NOTHING;
        }
        byte[] bytes = unit.asText().getBytes(StandardCharsets.UTF_8);
        long place = (MurmurHash3.hash32x86(bytes, 0, bytes.length, 0) & 0xFFFFFFFFL) * total >>> 32;
        for (JsonNode part : parts) {
            place -= weight(part);
            if (place < 0) {
                return value(part.path(0));
            }
        }
        return NOTHING;
    }

    private static long weight(JsonNode part) {
        return part.size() < 2 ? 1 : part.path(1).asLong();
    }
}
