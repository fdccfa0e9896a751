package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.mcp.AgentTool.Doing;
import dev.firstlight.server.platform.Json;
import java.util.List;
import java.util.function.BiFunction;

/** What tools have in common: arguments, and how they do what one request to the API does. */
final class Common {

    static final Argument PROJECT = Argument.text("project", "The project's key; list_projects has them.");
    static final Argument ENVIRONMENT =
            Argument.text("environment", "The environment's key; list_environments has them.");
    static final Argument FLAG = Argument.text("flag", "The flag's key.");
    static final Argument RELEASE = Argument.text("release", "The release's id; list_releases has them.");
    static final Argument LIMIT = Argument.number("limit", "The most items of a page; 20 where it is left out.", 1, 100)
            .orNone();
    static final Argument CURSOR =
            Argument.text("cursor", "The nextCursor of the page before.").orNone();
    static final Argument COMMENT = Argument.text(
                    "comment", "Why, for the people who read the audit. Protected environments ask for it.")
            .orNone();
    static final Argument ONCE = Argument.text(
                    "idempotencyKey",
                    "Any text of your own: the same call with it is done once, for 24 hours. Send it along where you may have to try again.")
            .orNone();

    private static final int PAGE = 20;

    private Common() {}

    /** One request, whose answer is the tool's. */
    static Doing asks(ApiRequest request, BiFunction<ObjectNode, ObjectNode, String> sentence) {
        return (api, arguments) ->
                api.ask(request, arguments).map(answer -> Outcome.of(sentence.apply(arguments, answer), answer));
    }

    /** A page of a list. */
    static Doing lists(ApiRequest request, String singular, String plural) {
        return (api, arguments) -> {
            ObjectNode paged = arguments.deepCopy();
            paged.put("limit", arguments.path("limit").asInt(PAGE));
            return api.ask(request, paged).map(page -> Outcome.of(counted(page, singular, plural), page));
        };
    }

    private static String counted(ObjectNode page, String singular, String plural) {
        int count = page.path("items").size();
        String sentence = (count == 0 ? "No " + plural : count + " " + (count == 1 ? singular : plural)) + ".";
        return page.path("nextCursor").isTextual()
                ? sentence + " There are more: send nextCursor as cursor."
                : sentence;
    }

    /** A text of an argument or an answer, in quotation marks. */
    static String quoted(ObjectNode object, String name) {
        return "\"" + object.path(name).asText() + "\"";
    }

    /** An object of the schema of a list's items, of one of some kinds. */
    static ObjectNode items(String field, List<String> words) {
        ObjectNode items = Json.object().put("type", "object");
        ObjectNode properties = items.putObject("properties");
        var all = properties.putObject(field).put("type", "string").putArray("enum");
        words.forEach(all::add);
        items.putArray("required").add(field);
        return items;
    }

    /** A share as people read it. */
    static String percent(JsonNode share) {
        return Math.round(share.asDouble() * 1_000) / 10.0 + " %";
    }
}
