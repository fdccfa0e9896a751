package dev.firstlight.server.cli.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.testing.TestFlags;
import dev.firstlight.wire.Json;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaAccessorsTest {

    private static final String NASTY = "*/ } evil(); /* \\u002a/ {@code @see <b> & \\users\nnext Ä \u0001\u2028\"";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void answerWhatTheClientAnswersAndElseTheFallback() throws Exception {
        Object flags = compiled(source(List.of(
                flag("search-rollout", "boolean", "false"),
                flag("welcome.banner", "string", "\"control\""),
                flag("page_size", "integer", "-9007199254740991"),
                flag("ratio", "float", "2"),
                flag(
                        "theme",
                        "object",
                        "{\"color\": \"blue\", \"no\": null, \"some\": [null], \"none\": [], \"in\": {}}"),
                flag("theme-dark", "object", "{}"))));
        assertThat(asked(flags, "searchRollout")).isEqualTo(true);
        assertThat(asked(flags, "welcomeBanner")).isEqualTo("control");
        assertThat(asked(flags, "pageSize")).isEqualTo(-9_007_199_254_740_991L);
        assertThat(asked(flags, "ratio")).isEqualTo(2.0);
        assertThat(asked(flags, "themeDark")).isEqualTo(Map.of());
        assertThat(asked(flags, "theme")).isInstanceOfSatisfying(Map.class, theme -> assertThat(theme)
                .containsEntry("color", "blue")
                .containsEntry("no", null)
                .containsEntry("some", Collections.singletonList(null))
                .containsEntry("none", List.of())
                .containsEntry("in", Map.of()));
    }

    @Test
    void haveNamesThatMethodsCanHaveEachOnlyOnce() throws Exception {
        List<String> keys =
                List.of("a-b", "a.b", "a_b", "2fast", "new", "getClass", "client", "x..y", "日本", "_", "true", "a-b-2");
        assertThat(JavaNames.of(keys).values())
                .containsExactly(
                        "aB",
                        "aB2",
                        "aB3",
                        "flag2fast",
                        "flagNew",
                        "flagGetClass",
                        "client",
                        "xY",
                        "flag",
                        "flag2",
                        "flagTrue",
                        "aB22");
        compiled(source(keys.stream().map(key -> flag(key, "object", "{}")).toList()));
    }

    @Test
    void holdNothingElseWhateverTheManifestSays() throws Exception {
        String text = new String(Json.bytes(Json.node(NASTY)), StandardCharsets.UTF_8);
        String source = source(List.of(
                "{\"key\": %s, \"type\": \"string\", \"description\": %s, \"defaultValue\": %s}"
                        .formatted(text, text, text),
                "{\"key\": \"map\", \"type\": \"object\", \"defaultValue\": {%s: %s}}".formatted(text, text)));
        assertThat(source).matches("[\\n\\x20-\\x7e]*");
        Object flags = compiled(source);
        assertThat(asked(flags, "map")).isEqualTo(Map.of(NASTY, NASTY));
        assertThat(Arrays.stream(flags.getClass().getMethods())
                        .filter(method -> method.getDeclaringClass() == flags.getClass()))
                .hasSize(2);
    }

    @Test
    void mayBeVeryMany() throws Exception {
        Object flags = compiled(source(IntStream.range(0, 2_000)
                .mapToObj(i -> flag("flag-" + i, "object", "{\"number\": " + i + "}"))
                .toList()));
        assertThat(asked(flags, "flag1999")).isEqualTo(Map.of("number", 1999.0));
    }

    @Test
    void mayBeAsLargeAsAClassCanHoldAndNoLarger() throws Exception {
        String most =
                IntStream.range(0, 1_999).mapToObj(i -> "\"m" + i + "\":" + i).collect(Collectors.joining(","));
        assertThat(asked(compiled(source(List.of(flag("large", "object", "{" + most + "}")))), "large"))
                .isInstanceOfSatisfying(Map.class, large -> assertThat(large).hasSize(1_999));
        String tooMany = "{\"a\": [" + "1,".repeat(4_000) + "1]}";
        for (String fallback : List.of(tooMany, "{\"a\": \"" + "ä".repeat(40_000) + "\"}", "{\"a\": 1e999}")) {
            assertThatThrownBy(() -> source(List.of(flag("large", "object", fallback))))
                    .hasMessageMatching("The default of 'large' has .*, which no Java class can hold.*");
        }
    }

    @Test
    void areNotMadeOfWhatIsNoManifest() {
        Map<String, String> refused = Map.of(
                "[]",
                "no manifest",
                "{\"flags\": 1}",
                "no manifest",
                "{\"flags\": [{\"type\": \"boolean\", \"defaultValue\": true}]}",
                "/flags/0 has no key",
                "{\"flags\": {\"a\": {\"flagType\": \"color\", \"defaultValue\": 1}}}",
                "of the type 'color'",
                "{\"flags\": {\"a\": {\"flagType\": \"integer\", \"defaultValue\": 1.5}}}",
                "not of its type",
                "{\"flags\": {\"a\": {\"flagType\": \"object\", \"defaultValue\": []}}}",
                "not of its type",
                "{\"flags\": [" + flag("a", "boolean", "true") + "," + flag("a", "boolean", "true") + "]}",
                "twice");
        refused.forEach((manifest, why) -> assertThatThrownBy(() -> ManifestReader.read(Json.parse(manifest)))
                .hasMessageContaining(why));
    }

    private static String flag(String key, String type, String fallback) {
        return "{\"key\": \"%s\", \"type\": \"%s\", \"defaultValue\": %s}".formatted(key, type, fallback);
    }

    private static String source(List<String> flags) throws Exception {
        var manifest = Json.parse("{\"flags\": [" + String.join(",", flags) + "]}");
        return JavaAccessors.of(ManifestReader.read(manifest), "org.example.made", "Flags");
    }

    /** An instance of the class, compiled without a warning, that asks a client which knows one flag. */
    private Object compiled(String source) throws Exception {
        Path file = directory.resolve("org/example/made/Flags.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.US_ASCII)) {
            boolean done = javac.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-Xlint:all,-classfile,-path",
                                    "-Xdoclint:html,syntax",
                                    "-Werror",
                                    "-proc:none",
                                    "-d",
                                    directory.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(done).as("%s\n%s", said, source).isTrue();
        }
        FlagClient client = new TestFlags().set("search-rollout", true).client();
        try (URLClassLoader made =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            return made.loadClass("org.example.made.Flags")
                    .getConstructor(FlagClient.class)
                    .newInstance(client);
        }
    }

    private static Object asked(Object flags, String name) throws Exception {
        return flags.getClass().getMethod(name, Context.class).invoke(flags, Context.of("alice"));
    }
}
