package dev.firstlight.server.cli.types;

import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a class file can hold what calls fall back to. */
final class Fallbacks {

    /** Of one constant, in UTF-8. */
    private static final int LONGEST_TEXT = 65_535;

    /** One method has 64 KB of code; a value takes a dozen bytes of it. */
    private static final int MOST_VALUES = 4_000;

    private Fallbacks() {}

    /**
     * Whether it can be written.
     *
     * @throws CommandFailure where it cannot
     */
    static void check(TypedFlag flag) {
        List<@Nullable Object> values = all(flag.fallback()).toList();
        if (values.size() > MOST_VALUES) {
            throw refused(flag, "has more than " + MOST_VALUES + " values");
        }
        for (Object value : values) {
            if (value instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
                throw refused(flag, "has a text of more than " + LONGEST_TEXT + " bytes");
            }
            if (value instanceof Double number && !Double.isFinite(number)) {
                throw refused(flag, "has a number that is too large");
            }
        }
    }

    private static Stream<@Nullable Object> all(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return Stream.concat(Stream.of(value), list.stream().flatMap(Fallbacks::all));
        }
        if (value instanceof Map<?, ?> map) {
            return Stream.concat(
                    Stream.of(value),
                    map.entrySet().stream()
                            .flatMap(member -> Stream.concat(Stream.of(member.getKey()), all(member.getValue()))));
        }
        return Stream.of(value);
    }

    private static CommandFailure refused(TypedFlag flag, String why) {
        return new CommandFailure(
                ExitCode.USAGE,
                "The default of '" + flag.key() + "' " + why + ", which no Java class can hold; make it smaller.");
    }
}
