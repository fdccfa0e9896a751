package dev.firstlight.server.cli.types;

import dev.firstlight.core.ValueType;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Java class in which each flag is a method of its own type, which knows the flag's key and fallback. */
public final class JavaAccessors {

    private static final String HEAD = """
        // Made by "firstlight types"; make it again rather than change it.
        package %s;

        import dev.firstlight.client.FlagClient;
        import dev.firstlight.core.Context;
        %s
        /** The flags, asked of a client. */
        public final class %s {

        %s    private final FlagClient client;

            /** Asks this client. */
            public %s(FlagClient client) {
                this.client = client;
            }
        """;

    private static final String METHOD = """

            /** <code>%s</code>%s */
            public %s %s(Context context) {
                return client.%s(%s, context, %s);
            }
        """;

    private static final String IMPORTS_FOR_OBJECTS = """
        import java.util.Arrays;
        import java.util.Collections;
        import java.util.LinkedHashMap;
        import java.util.List;
        import java.util.Map;
        """;

    private static final String CONSTANT = """
            private static final Map<String, Object> %s = %sFallback();

        """;

    /** One method for each, since one alone could not hold them all. */
    private static final String FALLBACK = """

            private static Map<String, Object> %sFallback() {
                return %s;
            }
        """;

    private static final String FOR_OBJECTS = """

            private static Map<String, Object> map(Object... namesAndValues) {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < namesAndValues.length; i += 2) {
                    map.put((String) namesAndValues[i], namesAndValues[i + 1]);
                }
                return Collections.unmodifiableMap(map);
            }

            private static List<Object> list(Object... elements) {
                return Collections.unmodifiableList(Arrays.asList(elements));
            }
        """;

    private final Collection<TypedFlag> flags;
    private final Map<String, String> names;

    private JavaAccessors(Collection<TypedFlag> flags) {
        this.flags = flags;
        this.names = JavaNames.of(flags.stream().map(TypedFlag::key).toList());
    }

    /**
     * The class's source, in ASCII.
     *
     * @param packageName such as {@code org.example}
     * @param className such as {@code Flags}
     * @throws dev.firstlight.server.cli.CommandFailure where a fallback is larger than a class can hold
     */
    public static String of(Collection<TypedFlag> flags, String packageName, String className) {
        flags.forEach(Fallbacks::check);
        return new JavaAccessors(flags).source(packageName, className);
    }

    private String source(String packageName, String className) {
        boolean objects = flags.stream().anyMatch(JavaAccessors::isObject);
        String head = HEAD.formatted(
                packageName,
                objects ? IMPORTS_FOR_OBJECTS : "",
                className,
                all(flag -> isObject(flag) ? CONSTANT.formatted(JavaNames.constant(name(flag)), name(flag)) : ""),
                className);
        String makers =
                all(flag -> isObject(flag) ? FALLBACK.formatted(name(flag), JavaText.expression(flag.fallback())) : "");
        return head + all(this::method) + makers + (objects ? FOR_OBJECTS : "") + "}\n";
    }

    private String all(Function<TypedFlag, String> part) {
        return flags.stream().map(part).collect(Collectors.joining());
    }

    private String name(TypedFlag flag) {
        return names.getOrDefault(flag.key(), "");
    }

    private static boolean isObject(TypedFlag flag) {
        return flag.type() == ValueType.OBJECT;
    }

    private String method(TypedFlag flag) {
        return switch (flag.type()) {
            case BOOLEAN -> method(flag, "boolean", "boolValue", JavaText.expression(flag.fallback()));
            case STRING -> method(flag, "String", "stringValue", JavaText.expression(flag.fallback()));
            case INTEGER -> method(flag, "long", "intValue", ((Double) flag.fallback()).longValue() + "L");
            case NUMBER -> method(flag, "double", "doubleValue", JavaText.expression(flag.fallback()));
            case OBJECT -> method(flag, "Map<String, Object>", "objectValue", JavaNames.constant(name(flag)));
        };
    }

    private String method(TypedFlag flag, String type, String asked, String fallback) {
        String description = flag.description();
        String said = description == null || description.isBlank() ? "." : ": " + JavaText.sentence(description);
        String key = JavaText.sentence(flag.key());
        return METHOD.formatted(key, said, type, name(flag), asked, JavaText.literal(flag.key()), fallback);
    }
}
