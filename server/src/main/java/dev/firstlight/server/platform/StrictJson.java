package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests are taken as they are written: no number for a text, no text for a number, nothing twice, nothing behind the
 * end, and no text that the database cannot keep.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    /** After the platform's own, which would put their readers of times before ours. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    @SuppressWarnings("deprecation")
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Json.DEPTH)
                        .maxNumberLength(Json.LONGEST_NUMBER)
                        .build());
        mapper.getFactory().disable(JsonFactory.Feature.CHARSET_DETECTION);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        for (LogicalType type : new LogicalType[] {
            LogicalType.Integer, LogicalType.Float, LogicalType.Boolean, LogicalType.Collection, LogicalType.POJO
        }) {
            mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        mapper.registerModule(new SimpleModule("strict")
                .addDeserializer(String.class, new Text())
                .addDeserializer(Instant.class, new Time())
                .addDeserializer(JsonNode.class, new Tree<>(JsonNode.class))
                .addDeserializer(ArrayNode.class, new Tree<>(ArrayNode.class))
                .addDeserializer(ObjectNode.class, new Tree<>(ObjectNode.class))
                .addDeserializer(Long.class, new Whole<>(Long.class, BigDecimal::longValueExact))
                .addDeserializer(long.class, new Whole<>(long.class, BigDecimal::longValueExact))
                .addDeserializer(Integer.class, new Whole<>(Integer.class, BigDecimal::intValueExact))
                .addDeserializer(int.class, new Whole<>(int.class, BigDecimal::intValueExact)));
    }

    private static final class Text extends StdScalarDeserializer<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        private Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            String problem = SoundText.problem(text);
            return problem == null ? text : (String) context.handleWeirdStringValue(String.class, text, problem);
        }
    }

    private static final class Time extends StdScalarDeserializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        private Time() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            String text = parser.getText();
            try {
                return Rfc3339.parse(text);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, text, "this is no time in RFC 3339, e.g. 2026-12-01T09:00:00Z");
            }
        }
    }

    /** 7.0 is a whole number to JSON Schema, and 7.5 is none. */
    private static final class Whole<N extends Number> extends StdScalarDeserializer<N> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Function<BigDecimal, N> exact;

        private Whole(Class<N> type, Function<BigDecimal, N> exact) {
            super(type);
            this.exact = exact;
        }

        @Override
        @SuppressWarnings("unchecked")
        public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return (N) context.handleUnexpectedToken(handledType(), parser);
            }
            BigDecimal number = parser.getDecimalValue();
            try {
                // A power of ten without end would be written out.
                if (Math.abs((long) number.scale()) <= Json.LONGEST_NUMBER) {
                    return exact.apply(number);
                }
            } catch (ArithmeticException e) {
                // Said below.
            }
            return (N) context.handleWeirdNumberValue(
                    handledType(), number.stripTrailingZeros(), "this is no whole number that is taken here");
        }

        @Override
        public @Nullable N getNullValue(DeserializationContext context) throws JsonMappingException {
            if (handledType().isPrimitive()) {
                context.reportInputMismatch(this, "a whole number has to be here");
            }
            return null;
        }
    }

    /** A tree of one kind, or of any; all texts in it are such as the database can keep. */
    private static final class Tree<N extends JsonNode> extends StdScalarDeserializer<N> {
        @Serial
        private static final long serialVersionUID = 1L;

        private Tree(Class<N> type) {
            super(type);
        }

        @Override
        @SuppressWarnings("unchecked")
        public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Class<? extends JsonNode> type = (Class<? extends JsonNode>) handledType();
            JsonNode tree = JsonNodeDeserializer.getDeserializer(type).deserialize(parser, context);
            SoundText.check(tree);
            return (N) tree;
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable N getNullValue(DeserializationContext context) {
            return handledType() == JsonNode.class ? (N) NullNode.getInstance() : null;
        }
    }
}
