package dev.firstlight.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.openfeature.Scenarios.Action;
import dev.firstlight.wire.Json;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.FlagEvaluationOptions;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** OpenFeature's own scenarios, which lie with the SDK for JavaScript. */
@Timeout(120)
class ConformanceTest {

    private static final Path GHERKIN = Path.of("../sdk-js/test/openfeature/gherkin");

    /** Nothing is answered from a cache, and flags have no metadata of their own. */
    private static final Set<String> NOT_OURS = Set.of("@reason-codes-cached", "@metadata");

    @TestFactory
    Stream<DynamicTest> conforms() throws IOException {
        String flags = Files.readString(GHERKIN.resolve("test-flags.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("evaluation_v2.feature", "hooks.feature")) {
            for (Pickle scenario : Scenarios.of(file, Files.readString(GHERKIN.resolve(file)))) {
                if (scenario.getTags().stream().map(PickleTag::getName).noneMatch(NOT_OURS::contains)) {
                    tests.add(DynamicTest.dynamicTest(
                            scenario.getName() + " "
                                    + scenario.getSteps().get(0).getText(),
                            () -> {
                                try (World world = new World(flags)) {
                                    Scenarios.run(scenario, new Steps(world).all());
                                }
                            }));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    private enum Stage {
        BEFORE,
        AFTER,
        ERROR,
        FINALLY
    }

    /** What one scenario asks and sees. */
    private static final class Steps {

        private final World world;
        private String type = "";
        private String key = "";
        private String fallback = "";
        private final Map<String, Value> context = new LinkedHashMap<>();
        private @Nullable FlagEvaluationDetails<?> details;
        private final Map<Stage, List<Integer>> hooked = new EnumMap<>(Stage.class);
        private final Map<Stage, FlagEvaluationDetails<?>> told = new EnumMap<>(Stage.class);
        private final Map<Pattern, Action> steps = new LinkedHashMap<>();

        Steps(World world) {
            this.world = world;
        }

        Map<Pattern, Action> all() {
            on("a (stable|not ready|error|fatal|stale) provider", (given, table) -> world.use(given.get(0)));
            on("an? (\\w+)-flag with key \"(.*)\" and a fallback value \"(.*)\"", (given, table) -> {
                type = given.get(0).toLowerCase(Locale.ROOT);
                key = given.get(1);
                fallback = given.get(2);
            });
            on(
                    "a context containing a key \"(.*)\", with type \"(.*)\" and with value \"(.*)\"",
                    (given, table) -> context.put(
                            given.get(0),
                            Value.objectToValue(read(given.get(1).toLowerCase(Locale.ROOT), given.get(2)))));
            on(
                    "a context containing a key \"(.*)\" with null value",
                    (given, table) -> context.put(given.get(0), new Value()));
            on("an evaluation context with modifiable data", (given, table) -> context.put("list", list()));
            on("a client with added hook|evaluation options containing specific hooks", (given, table) -> {});
            on("the flag was evaluated with details.*", (given, table) -> details = evaluated());
            on("the resolved details value should be \"(.*)\"", (given, table) -> assertThat(seen().getValue())
                    .isEqualTo(read(type, given.get(0))));
            on("the reason should be \"(.*)\"", (given, table) -> assertThat(seen().getReason())
                    .isEqualTo(given.get(0)));
            on("the error-code should be \"(.*)\"", (given, table) -> assertThat(seen().getErrorCode())
                    .hasToString(given.get(0)));
            on("the flag key should be \"(.*)\"", (given, table) -> assertThat(seen().getFlagKey())
                    .isEqualTo(given.get(0)));
            on("the variant should be \"(.*)\"", (given, table) -> assertThat(seen().getVariant())
                    .isEqualTo(given.get(0)));
            on("the provider status should be \"(.*)\"", (given, table) -> assertThat(
                            world.client().getProviderState())
                    .hasToString(given.get(0)));
            on("the original evaluation context should remain unmodified", (given, table) -> assertThat(context)
                    .isEqualTo(Map.of("list", list())));
            on("the evaluation details should be immutable", (given, table) -> {
                Object value = seen().getValue();
                seen().setValue(null); // they can be written to, so what counts is that nobody else sees it
                seen().setFlagMetadata(null);
                assertThat(evaluated().getValue()).isEqualTo(value);
                assertThat(evaluated().getFlagMetadata().getLong("revision")).isEqualTo(1);
            });
            on("the evaluation should complete without blocking", (given, table) -> assertThat(seen())
                    .isNotNull());
            on(
                    "the specified hooks should execute during evaluation",
                    (given, table) -> assertThat(hooked.get(Stage.FINALLY)).hasSize(2));
            on("the hook order should be maintained", (given, table) -> {
                List<Integer> after = new ArrayList<>(Objects.requireNonNull(hooked.get(Stage.AFTER)));
                Collections.reverse(after); // which of the two begins is for OpenFeature's SDK to say
                assertThat(hooked.get(Stage.BEFORE)).hasSize(2).isEqualTo(after);
            });
            on("the \"(\\w+)\" hook should have been executed", (given, table) -> assertThat(hooked)
                    .containsKey(stage(given.get(0))));
            on("the \"(.*)\" hooks should be called with evaluation details", this::toldHooks);
            return steps;
        }

        private void on(String pattern, Action action) {
            steps.put(Pattern.compile(pattern), action);
        }

        private static Value list() {
            return new Value(List.of(new Value(1), new Value("two")));
        }

        private static Stage stage(String name) {
            return Stage.valueOf(name.toUpperCase(Locale.ROOT));
        }

        private FlagEvaluationDetails<?> seen() {
            return Objects.requireNonNull(details);
        }

        private void toldHooks(List<String> given, List<List<String>> table) throws IOException {
            for (String name : given.get(0).split(", ")) {
                FlagEvaluationDetails<?> to = Objects.requireNonNull(told.get(stage(name)));
                for (List<String> row : table.subList(1, table.size())) {
                    Object is =
                            switch (row.get(1)) {
                                case "flag_key" -> to.getFlagKey();
                                case "value" -> to.getValue();
                                case "variant" -> to.getVariant();
                                case "reason" -> to.getReason();
                                case "error_code" -> to.getErrorCode();
                                default -> throw new AssertionError("what is " + row.get(1));
                            };
                    Object wanted = row.get(2).equals("null") ? null : read(row.get(0), row.get(2));
                    assertThat(is == null || row.get(1).equals("value") ? is : is.toString())
                            .as(row.get(1))
                            .isEqualTo(wanted);
                }
            }
        }

        private static Object read(String type, String text) throws IOException {
            return switch (type) {
                case "boolean" -> Boolean.valueOf(text);
                case "integer" -> Integer.valueOf(text);
                case "float" -> Double.valueOf(text);
                case "object" -> Details.value(Json.value(Json.parse(text.replace("\\\"", "\""))));
                default -> text;
            };
        }

        private FlagEvaluationDetails<?> evaluated() throws IOException {
            ImmutableContext asked = new ImmutableContext(Collections.unmodifiableMap(context));
            FlagEvaluationOptions options =
                    FlagEvaluationOptions.builder().hook(hook(1)).hook(hook(2)).build();
            Object otherwise = read(type, fallback);
            return switch (type) {
                case "boolean" -> world.client().getBooleanDetails(key, (Boolean) otherwise, asked, options);
                case "integer" -> world.client().getIntegerDetails(key, (Integer) otherwise, asked, options);
                case "float" -> world.client().getDoubleDetails(key, (Double) otherwise, asked, options);
                case "object" -> world.client().getObjectDetails(key, (Value) otherwise, asked, options);
                default -> world.client().getStringDetails(key, (String) otherwise, asked, options);
            };
        }

        private Hook<Object> hook(int number) {
            return new Hook<>() {
                @Override
                public Optional<dev.openfeature.sdk.EvaluationContext> before(
                        HookContext<Object> of, Map<String, Object> hints) {
                    heard(Stage.BEFORE, null);
                    return Optional.empty();
                }

                @Override
                public void after(HookContext<Object> of, FlagEvaluationDetails<Object> to, Map<String, Object> hints) {
                    heard(Stage.AFTER, to);
                }

                @Override
                public void error(HookContext<Object> of, Exception failure, Map<String, Object> hints) {
                    heard(Stage.ERROR, null);
                }

                @Override
                public void finallyAfter(
                        HookContext<Object> of, FlagEvaluationDetails<Object> to, Map<String, Object> hints) {
                    heard(Stage.FINALLY, to);
                }

                private void heard(Stage stage, @Nullable FlagEvaluationDetails<Object> to) {
                    hooked.computeIfAbsent(stage, each -> new ArrayList<>()).add(number);
                    if (to != null) {
                        told.put(stage, to);
                    }
                }
            };
        }
    }
}
