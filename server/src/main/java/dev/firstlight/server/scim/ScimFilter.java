package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filters of SCIM: RFC 7644, 3.4.2.2. Texts are compared without regard to case. Written here because no library that reads
 * them has a licence we ship.
 */
final class ScimFilter {

    static final int LONGEST = 1_000;

    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*([()\\[\\]]|\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s()\\[\\]\"]++)");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private ScimFilter(String text) {
        if (text.length() > LONGEST) {
            throw refused("it has more than " + LONGEST + " characters");
        }
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw refused("it cannot be read from character " + end + " on");
        }
    }

    /**
     * Reads a filter.
     *
     * @throws Failure 400 where it is none
     */
    static Predicate<JsonNode> read(String text) {
        ScimFilter filter = new ScimFilter(text);
        Predicate<JsonNode> read = filter.or();
        if (filter.at < filter.tokens.size()) {
            throw refused("\"" + filter.tokens.get(filter.at) + "\" is one too many");
        }
        return read;
    }

    private static Failure refused(String why) {
        return Failure.malformed("/filter", "This is no filter: " + why + ".");
    }

    private Predicate<JsonNode> or() {
        Predicate<JsonNode> one = and();
        while (takes("or")) {
            one = one.or(and());
        }
        return one;
    }

    private Predicate<JsonNode> and() {
        Predicate<JsonNode> one = term();
        while (takes("and")) {
            one = one.and(term());
        }
        return one;
    }

    private Predicate<JsonNode> term() {
        if (takes("not")) {
            expect("(");
            return closed(")").negate();
        }
        return takes("(") ? closed(")") : attribute(next());
    }

    private Predicate<JsonNode> closed(String end) {
        Predicate<JsonNode> inner = or();
        expect(end);
        return inner;
    }

    private Predicate<JsonNode> attribute(String path) {
        if (path.startsWith("\"") || "()[]".contains(path)) {
            throw refused("\"" + path + "\" is no attribute");
        }
        if (takes("[")) {
            Predicate<JsonNode> inner = closed("]");
            return resource -> ScimPath.values(resource, path).stream().anyMatch(inner);
        }
        String operator = next().toLowerCase(Locale.ROOT);
        if (operator.equals("pr")) {
            return resource -> !ScimPath.values(resource, path).isEmpty();
        }
        JsonNode value = value(next());
        return switch (operator) {
            case "eq" -> any(path, node -> compare(node, value) == 0);
            case "ne" -> any(path, node -> compare(node, value) == 0).negate();
            case "gt" -> any(path, node -> compare(node, value) > 0);
            case "ge" -> any(path, node -> compare(node, value) >= 0);
            case "lt" -> any(path, node -> compare(node, value) < 0);
            case "le" -> any(path, node -> compare(node, value) <= 0);
            case "co" -> any(path, node -> folded(node).contains(folded(value)));
            case "sw" -> any(path, node -> folded(node).startsWith(folded(value)));
            case "ew" -> any(path, node -> folded(node).endsWith(folded(value)));
            default -> throw refused("\"" + operator + "\" is no operator");
        };
    }

    /** A complex value stands for what it calls its value. */
    private static Predicate<JsonNode> any(String path, Predicate<JsonNode> test) {
        return resource -> ScimPath.values(resource, path).stream()
                .map(node -> node.isObject() ? node.path("value") : node)
                .anyMatch(test);
    }

    private static int compare(JsonNode node, JsonNode value) {
        return node.isNumber() && value.isNumber()
                ? node.decimalValue().compareTo(value.decimalValue())
                : folded(node).compareTo(folded(value));
    }

    private static String folded(JsonNode node) {
        return node.asText().toLowerCase(Locale.ROOT);
    }

    private static JsonNode value(String token) {
        try {
            JsonNode value = Json.read(token);
            if (value.isValueNode()) {
                return value;
            }
        } catch (RuntimeException e) {
            // The sentence below says it.
        }
        throw refused("\"" + token + "\" is no value; texts have quotation marks");
    }

    private String next() {
        if (at == tokens.size()) {
            throw refused("it ends too early");
        }
        return tokens.get(at++);
    }

    private boolean takes(String word) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!takes(word)) {
            throw refused("\"" + word + "\" is missing");
        }
    }
}
