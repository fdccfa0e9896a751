package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings names every setting that is read, with its default, and no other. */
class SettingsTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(FIRSTLIGHT_\\w+)` \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            boolean.class, "boolean",
            int.class, "number",
            long.class, "number",
            Integer.class, "number",
            Duration.class, "duration",
            Path.class, "file",
            URI.class, "address",
            List.class, "list",
            Set.class, "list");
    /** Whatever is read by its name: an expression, an injected value, or a question to the configuration. */
    private static final Pattern READ =
            Pattern.compile("(?:\"|\\$\\{)(firstlight(?:\\.[a-z0-9-]+){2,})(?::([^}\"]*))?(?:\"|})");

    private static final Pattern ASKED_FOR = Pattern.compile("getenv\\(\"(FIRSTLIGHT_\\w+)\"\\)");

    /** Every setting that is read and its default, the empty text for none; and the types of those that have one. */
    private static Map<String, String> read(Map<String, String> types) throws IOException {
        Map<String, String> read = new TreeMap<>();
        for (JavaClass one : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.firstlight.server")) {
            if (one.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = one.reflect();
                members(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, read, types);
            }
        }
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|properties)"))
                    .toList()) {
                String text = Files.readString(file);
                ASKED_FOR.matcher(text).results().forEach(found -> read.put(found.group(1), ""));
                Matcher found = READ.matcher(text);
                while (found.find()) {
                    read.merge(
                            found.group(1),
                            found.group(2) == null ? "" : found.group(2),
                            (some, other) -> some.isEmpty() ? other : some);
                }
            }
        }
        return read;
    }

    private static void members(String prefix, Class<?> mapping, Map<String, String> read, Map<String, String> types) {
        for (Method member : mapping.getDeclaredMethods()) {
            if (member.isSynthetic() || Modifier.isStatic(member.getModifiers()) || member.isDefault()) {
                continue;
            }
            String name =
                    prefix + "." + member.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> type = member.getReturnType();
            if (type.isInterface() && type.getPackageName().startsWith("dev.firstlight")) {
                members(name, type, read, types);
            } else {
                WithDefault value = member.getAnnotation(WithDefault.class);
                read.merge(name, value == null ? "" : value.value(), (some, other) -> other);
                types.put(name, word(member.getGenericReturnType()));
            }
        }
    }

    private static String word(Type type) {
        if (type instanceof ParameterizedType of) {
            return of.getRawType() == Optional.class ? word(of.getActualTypeArguments()[0]) : word(of.getRawType());
        }
        return type instanceof Class<?> one && one.isEnum() ? "text" : String.valueOf(WORDS.get(type));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Test
    void thePageNamesWhatIsReadAndNothingElse() throws IOException {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> saidTypes = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            saidTypes.put(row.group(1), row.group(2));
            said.put(row.group(1), row.group(3));
        }
        Map<String, String> types = new TreeMap<>();
        Map<String, String> read = new TreeMap<>();
        read(types).forEach((name, value) -> read.put(variable(name), value));
        assertThat(read).hasSizeGreaterThan(50);
        assertThat(said.keySet()).isEqualTo(new TreeSet<>(read.keySet()));
        said.forEach((name, words) ->
                assertThat(words).as(name).satisfies(text -> assertSays(text, String.valueOf(read.get(name)))));
        assertThat(types).hasSizeGreaterThan(40);
        types.forEach((name, word) ->
                assertThat(saidTypes.get(variable(name))).as(name).isEqualTo(word));
        assertThat(WORDS.values()).containsAll(saidTypes.values());
    }

    @Test
    void allAreLookedAtBeforeTheServerStarts() {
        assertThat(StartCheck.MAPPINGS)
                .containsExactlyElementsOf(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("dev.firstlight.server")
                                .stream()
                                .filter(one -> one.isAnnotatedWith(ConfigMapping.class))
                                .map(one -> one.getFullName().substring("dev.firstlight.server.".length()))
                                // A relay is no server, and looks at its own.
                                .filter(name -> !name.startsWith("relay."))
                                .sorted()
                                .toList());
    }

    private static void assertSays(String words, String value) {
        // An expression may stand in for what is absent; the page then says what that means.
        if (!value.isEmpty() && !words.startsWith("none:")) {
            assertThat(words).startsWith("`" + value + "`");
        }
    }
}
