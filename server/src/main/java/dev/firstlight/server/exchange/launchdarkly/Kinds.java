package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A LaunchDarkly context taken apart.
 *
 * @param byKind the attributes of each kind, {@code key} and {@code anonymous} always among them
 */
record Kinds(Map<String, ObjectNode> byKind) {

    /** The kind that is meant where none is named. */
    static final String USER = "user";

    private static final String KIND = "kind";
    private static final String MULTI = "multi";

    /** Reads a context of one kind or several, or a user as SDKs had them before there were kinds. */
    static Kinds of(JsonNode context) {
        Map<String, ObjectNode> byKind = new LinkedHashMap<>();
        if (!context.hasNonNull(KIND)) {
            ObjectNode user = attributes(context);
            user.remove(List.of("custom", "privateAttributeNames", "secondary"));
            context.path("custom").properties().forEach(custom -> user.set(custom.getKey(), custom.getValue()));
            byKind.put(USER, user);
        } else if (MULTI.equals(context.get(KIND).textValue())) {
            context.properties().stream()
                    .filter(member -> !member.getKey().equals(KIND))
                    .forEach(member -> byKind.put(member.getKey(), attributes(member.getValue())));
        } else {
            byKind.put(context.get(KIND).asText(), attributes(context));
        }
        return new Kinds(byKind);
    }

    private static ObjectNode attributes(JsonNode context) {
        ObjectNode attributes = Json.object();
        context.properties().forEach(member -> attributes.set(member.getKey(), member.getValue()));
        attributes.remove(List.of(KIND, "_meta"));
        if (!attributes.hasNonNull("anonymous")) {
            attributes.put("anonymous", false);
        }
        return attributes;
    }

    /** The attributes of a kind, null where the context is not of it. */
    @Nullable
    ObjectNode of(@Nullable String kind) {
        return byKind.get(kind == null || kind.isEmpty() ? USER : kind);
    }

    /** The key of a kind, null where the context is not of it. */
    @Nullable
    String key(@Nullable String kind) {
        ObjectNode attributes = of(kind);
        return attributes == null ? null : attributes.path("key").asText();
    }

    /**
     * The context under which imported flags answer the same: the user's attributes by their own names and its key as
     * the targeting key; any other kind as an object by the kind's name; and all kinds as the attribute {@code kind}.
     */
    Context context() {
        Context context = Context.empty();
        ObjectNode user = byKind.get(USER);
        if (user != null) {
            for (Map.Entry<String, JsonNode> attribute : user.properties()) {
                if (!attribute.getKey().equals("key")) {
                    context = context.with(attribute.getKey(), Json.value(attribute.getValue()));
                }
            }
            context = context.with(Context.TARGETING_KEY, key(USER));
        }
        for (Map.Entry<String, ObjectNode> each : byKind.entrySet()) {
            if (!each.getKey().equals(USER)) {
                context = context.with(each.getKey(), Json.value(each.getValue()));
            }
        }
        return context.with(KIND, List.copyOf(byKind.keySet()));
    }
}
