package dev.firstlight.server.platform;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters of the query are what they should be or refused: no word is "not true", no text is passed over. */
@Provider
class PlainParameters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            Boolean.class, PlainParameters::bool,
            boolean.class, PlainParameters::boolOrAbsent,
            Integer.class, Integer::valueOf,
            int.class, Integer::valueOf,
            Long.class, Long::valueOf,
            long.class, Long::valueOf,
            String.class, PlainParameters::text);

    private static Object bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("write true or false");
    }

    /** The platform says "0" for a primitive that is absent and has no default of its own. */
    private static Object boolOrAbsent(String text) {
        return text.equals("0") ? false : bool(text);
    }

    private static Object text(String text) {
        String problem = SoundText.problem(text);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return text;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> raw, Type type, Annotation[] annotations) {
        boolean hasDefault = Arrays.stream(annotations).anyMatch(DefaultValue.class::isInstance);
        Function<String, Object> reader = READERS.get(hasDefault && raw == boolean.class ? Boolean.class : raw);
        return reader == null ? null : (ParamConverter<T>) new Reading(reader);
    }

    private record Reading(Function<String, Object> reader) implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                String brief = text.length() > 100 ? text.substring(0, 100) + "…" : text;
                throw Failure.of(
                        Failure.Kind.MALFORMED,
                        "A parameter cannot be \"" + brief + "\": "
                                + (e instanceof NumberFormatException ? "write a whole number" : e.getMessage())
                                + ".");
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
