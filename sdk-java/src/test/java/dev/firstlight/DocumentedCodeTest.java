package dev.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The code that readers are given compiles. */
class DocumentedCodeTest {

    private static final Path PAGE = Path.of("../docs/how-to/flags-in-a-java-application.md");
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("\\s*@.*", Pattern.DOTALL);

    private static final String IMPORTS = """
            import dev.firstlight.client.*;
            import dev.firstlight.config.*;
            import dev.firstlight.core.Context;
            import dev.firstlight.micrometer.*;
            import dev.firstlight.openfeature.*;
            import dev.firstlight.opentelemetry.*;
            import dev.firstlight.testing.*;
            import dev.openfeature.sdk.ImmutableContext;
            import dev.openfeature.sdk.OpenFeatureAPI;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.opentelemetry.api.GlobalOpenTelemetry;
            import jakarta.inject.Inject;
            import jakarta.servlet.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.Executor;
            import java.util.function.Supplier;
            import org.eclipse.microprofile.config.inject.ConfigProperty;
            import org.junit.jupiter.api.Test;
            import static org.junit.jupiter.api.Assertions.*;
            """;

    /** What a snippet takes from its surroundings. */
    private static final String SURROUNDINGS = """
            MeterRegistry registry;
            Executor executor;
            ServletContext servletContext;
            jakarta.ws.rs.core.Configurable<?> application;
            Context context;
            String message;
            void refresh() {}
            void handle(String message) {}
            """;

    @TestFactory
    Stream<DynamicTest> compiles() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(10);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.strip().lines().findFirst().orElse(""), () -> compile(block)));
    }

    private static void compile(String block) {
        boolean takesFlags =
                !block.contains("FlagClient flags =") && !MEMBER.matcher(block).matches();
        String body = MEMBER.matcher(block).matches()
                ? block
                : "void snippet(" + (takesFlags ? "FlagClient flags" : "") + ") throws Exception {\n" + block + "}\n";
        String source = IMPORTS + "class Snippet {\n" + SURROUNDINGS + body + "}\n";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-proc:none", "-d", "target/documented-code"));
        options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        try {
            Files.createDirectories(Path.of("target/documented-code"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        boolean compiled =
                compiler.getTask(said, null, null, options, null, List.of(file)).call();
        assertThat(compiled).as("%s%n%s", said, source).isTrue();
    }
}
