package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** Strict JSON for documents that are kept: one value, no duplicate names, bounded depth, numbers as they stand. */
public final class Json {

    /** The largest document of a flag or a segment, in bytes. */
    public static final int DOCUMENT_LIMIT = 256 * 1024;

    /** How deep documents nest at most. */
    static final int DEPTH = 32;

    /** In digits. */
    static final int LONGEST_NUMBER = 100;

    private static final ObjectMapper MAPPER = mapper(DEPTH);

    /** What we wrote ourselves has what was sent in it, a few levels down. */
    private static final ObjectMapper OWN = mapper(4 * DEPTH);

    private static ObjectMapper mapper(int depth) {
        return JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxNumberLength(LONGEST_NUMBER)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(com.fasterxml.jackson.core.JsonFactory.Feature.CHARSET_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    private Json() {}

    /** Reads a document of at most {@link #DOCUMENT_LIMIT} bytes; anything else is a {@link Failure}. */
    public static ObjectNode readObject(byte[] body) {
        if (body != null && body.length > DOCUMENT_LIMIT) {
            throw Failure.of(
                    Failure.Kind.TOO_LARGE,
                    "The document has " + body.length + " bytes; " + DOCUMENT_LIMIT
                            + " are allowed. Move long lists of keys into a segment.");
        }
        return readWhole(body);
    }

    /** Reads a document that may be as large as a request; anything else is a {@link Failure}. */
    public static ObjectNode readWhole(byte[] body) {
        if (body == null || body.length == 0) {
            throw Failure.malformed("", "The body is empty; send a JSON object.");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                SoundText.check(object);
                return object;
            }
        } catch (StreamConstraintsException e) {
            throw Failure.tooDeep(e);
        } catch (JsonProcessingException e) {
            throw Failure.malformed("", "This is not JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw Failure.malformed("", "This cannot be read: " + e.getMessage());
        }
        throw Failure.malformed("", "Send a JSON object.");
    }

    /** Reads what we wrote ourselves. */
    public static JsonNode read(String text) {
        try {
            return OWN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is not JSON", e);
        }
    }

    /** Reads what we wrote ourselves, as a type. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return OWN.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is not a " + type.getSimpleName(), e);
        }
    }

    /** Writes a value as compact JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Applies a merge patch (RFC 7396) to a copy of the target. */
    public static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        Iterator<Map.Entry<String, JsonNode>> fields = patch.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode now = merged.get(field.getKey());
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                merged.set(field.getKey(), merge(now instanceof ObjectNode object ? object : object(), inner));
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        }
        return merged;
    }
}
