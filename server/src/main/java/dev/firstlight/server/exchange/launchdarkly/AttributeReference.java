package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Refused;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a kind of context.
 *
 * @param kind the kind, {@code user} where none is named
 * @param names from the top-level attribute down
 */
record AttributeReference(String kind, List<String> names) {

    private static final Pattern NOT_AN_ESCAPE = Pattern.compile("~(?![01])");

    /**
     * Reads a reference. It is a path only where a kind is named beside it; else it is a name, slashes and all.
     *
     * @return null where it is not well formed
     */
    static @Nullable AttributeReference read(@Nullable String reference, JsonNode kindBeside) {
        if (reference == null || reference.isEmpty()) {
            return null;
        }
        boolean maybePath = !kindBeside.isMissingNode() && !kindBeside.isNull();
        String kind = kind(kindBeside);
        if (!maybePath || !reference.startsWith("/")) {
            return new AttributeReference(kind, List.of(reference));
        }
        String[] parts = reference.substring(1).split("/", -1);
        boolean wellFormed = Stream.of(parts)
                .noneMatch(part -> part.isEmpty() || NOT_AN_ESCAPE.matcher(part).find());
        return wellFormed
                ? new AttributeReference(
                        kind,
                        Stream.of(parts)
                                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                                .toList())
                : null;
    }

    static AttributeReference key(String kind) {
        return new AttributeReference(kind, List.of("key"));
    }

    static String kind(JsonNode kind) {
        return kind.asText("").isEmpty() || kind.isNull() ? Kinds.USER : kind.asText();
    }

    boolean is(String builtIn) {
        return names.size() == 1 && names.get(0).equals(builtIn);
    }

    /** The value in a context, a missing node where there is none. */
    JsonNode of(Kinds context) {
        ObjectNode attributes = context.of(kind);
        JsonNode value = attributes == null ? MissingNode.getInstance() : attributes;
        for (String name : names) {
            value = value.isObject() ? value.path(name) : MissingNode.getInstance();
        }
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /**
     * The attribute's path here.
     *
     * @param pointer where it stands, for the refusal of one that cannot be named here
     */
    String path(String pointer) {
        if (kind.equals(Kinds.USER) && is("key")) {
            return Context.TARGETING_KEY;
        }
        boolean user = kind.equals(Kinds.USER);
        boolean dotInside = (!user && kind.contains("."))
                || names.subList(0, names.size() - 1).stream().anyMatch(name -> name.contains("."));
        if (dotInside) {
            throw new Refused(
                    pointer,
                    "An attribute inside one whose name holds a dot cannot be named; rename '"
                            + (user ? names.get(0) : kind) + "'.");
        }
        if (user && names.get(0).equals(Context.TARGETING_KEY)) {
            throw new Refused(
                    pointer, "The attribute 'targetingKey' is the user's key here; rename the attribute first.");
        }
        String path = String.join(".", names);
        return user ? path : kind + '.' + path;
    }
}
