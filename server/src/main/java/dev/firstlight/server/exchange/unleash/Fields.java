package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of contexts, and the attributes they are here. All fields are strings there; one that a document compares
 * as a number is sent as a number here, beside the string where the document needs that too. An empty string is as good as none.
 */
final class Fields {

    static final String USER_ID = "userId";
    static final String SESSION_ID = "sessionId";
    static final String REMOTE_ADDRESS = "remoteAddress";
    static final String CURRENT_TIME = "currentTime";

    /** The name of the machine; there the SDK finds it out by itself. */
    static final String HOST_NAME = "applicationHostname";

    /** Those that are no properties. */
    static final List<String> BUILT_IN =
            List.of(USER_ID, SESSION_ID, REMOTE_ADDRESS, CURRENT_TIME, "environment", "appName", HOST_NAME);

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    /** A field that the document compares both as a number and as a text is two attributes here. */
    private static final String NUMBER_SUFFIX = "#number";

    private final Set<String> numbers = new LinkedHashSet<>();
    private final Set<String> texts = new HashSet<>(BUILT_IN);
    private boolean time;

    Fields(UnleashState state) {
        for (JsonNode node : state.constraints()) {
            Constraint constraint = Constraint.of(node);
            time |= constraint.field().equals(CURRENT_TIME);
            (constraint.kind() == Constraint.Kind.NUMBER ? numbers : texts).add(constraint.field());
        }
        for (JsonNode strategy : state.strategies()) {
            texts.add(UnleashState.parameters(strategy).path("stickiness").asText());
            addTexts(strategy.path("variants"));
        }
        state.features().values().forEach(feature -> addTexts(feature.node().path("variants")));
    }

    private void addTexts(JsonNode variants) {
        for (JsonNode variant : variants) {
            texts.add(variant.path("stickiness").asText());
            variant.path("overrides")
                    .forEach(override -> texts.add(override.path("contextName").asText()));
        }
    }

    /** The number that a text is, null where it is none. */
    static @Nullable Double number(@Nullable String text) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? number : null;
    }

    /** Whether the current time is asked for. */
    boolean time() {
        return time;
    }

    /** Fields that are compared as numbers. */
    Set<String> numbers() {
        return numbers;
    }

    /** The attribute that a field is. */
    static String text(String field, String pointer) {
        if (field.isEmpty() || field.equals(Context.TARGETING_KEY)) {
            throw new Refused(
                    pointer,
                    field.isEmpty()
                            ? "A field of the context has no name; give it one."
                            : "The property 'targetingKey' is the user's id here; rename the property first.");
        }
        return field.equals(USER_ID) ? Context.TARGETING_KEY : field;
    }

    /** The attribute that a field compared as a number is. */
    String number(String field, String pointer) {
        String attribute = text(field, pointer);
        return texts.contains(field) ? field + NUMBER_SUFFIX : attribute;
    }

    /** The field of an attribute that is compared as a number. */
    static String withoutSuffix(String attribute) {
        return attribute.endsWith(NUMBER_SUFFIX)
                ? attribute.substring(0, attribute.length() - NUMBER_SUFFIX.length())
                : attribute;
    }

    /** How an application sends a field that is compared as a number. */
    String sent(String field) {
        return texts.contains(field)
                ? "as the attribute '" + field + NUMBER_SUFFIX + "', beside the text '" + field + "'"
                : "not as a text";
    }

    /** A field's value, null where it is missing or empty. */
    @Nullable
    String value(JsonNode context, String field) {
        JsonNode own = context.path(field);
        JsonNode value = own.isValueNode() && !own.isNull()
                ? own
                : context.path("properties").path(field);
        if (field.equals(CURRENT_TIME) && value.asText("").isEmpty()) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** The context with every field as the attributes that the document asks for. */
    Context context(JsonNode foreign) {
        Set<String> names = new LinkedHashSet<>();
        foreign.fieldNames().forEachRemaining(names::add);
        foreign.path("properties").fieldNames().forEachRemaining(names::add);
        if (time) {
            names.add(CURRENT_TIME);
        }
        Context context = Context.empty();
        for (String name : names) {
            String value = name.equals(Context.TARGETING_KEY) ? null : value(foreign, name);
            context = value == null ? context : with(context, name, value);
        }
        return context;
    }

    private Context with(Context context, String field, String value) {
        Double number = numbers.contains(field) ? number(value) : null;
        boolean text = number == null || texts.contains(field);
        Context with = text ? context.with(field.equals(USER_ID) ? Context.TARGETING_KEY : field, value) : context;
        return number == null ? with : with.with(text ? field + NUMBER_SUFFIX : field, number);
    }
}
