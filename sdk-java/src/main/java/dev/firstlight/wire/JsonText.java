package dev.firstlight.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads JSON as JavaScript does, so that both SDKs see the same document: every number is the double it stands for, of
 * two members with one name the later counts, and nothing but the depth is limited. How much text there may be is for
 * those to say who read it from somewhere.
 */
final class JsonText {

    private static final int MAX_DEPTH = 200;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** So many digits at most, and a whole number is a {@code long}. */
    private static final int LONG_DIGITS = 18;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Names chosen to collide cost the parser its table of names, and no document.
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private JsonText() {}

    static JsonNode read(String text) throws IOException {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        try (JsonParser parser = FACTORY.createParser(marked ? text.substring(1) : text)) {
            parser.nextToken();
            JsonNode node = node(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the document");
            }
            return node;
        }
    }

    private static JsonNode node(JsonParser parser) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("the document is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw new IOException("a value is missing");
        };
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = Json.object();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, node(parser));
        }
        return object;
    }

    private static ArrayNode list(JsonParser parser) throws IOException {
        ArrayNode list = Json.list();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(node(parser));
        }
        return list;
    }

    private static JsonNode number(JsonParser parser, JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONG_DIGITS) {
            long whole = parser.getLongValue();
            if (whole != 0) {
                return (int) whole == whole ? nodes.numberNode((int) whole) : nodes.numberNode(whole);
            }
        }
        double number = Double.parseDouble(parser.getText());
        boolean zero = Double.doubleToRawLongBits(number) == 0 && token == JsonToken.VALUE_NUMBER_INT;
        return zero ? nodes.numberNode(0) : nodes.numberNode(number);
    }
}
