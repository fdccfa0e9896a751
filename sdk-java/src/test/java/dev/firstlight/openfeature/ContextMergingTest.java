package dev.firstlight.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.openfeature.Scenarios.Action;
import dev.firstlight.wire.Json;
import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationOptions;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.NoOpTransactionContextPropagator;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ThreadLocalTransactionContextPropagator;
import dev.openfeature.sdk.Value;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * OpenFeature's scenarios on how contexts merge. What the provider got is seen by what our flags serve: there is one for
 * each entry that a scenario expects, on where it is there.
 */
@Timeout(120)
class ContextMergingTest {

    private static final Pattern EXPECTED =
            Pattern.compile("The merged context contains an entry with key \"(.*)\" and value \"(.*)\"");

    @TestFactory
    Stream<DynamicTest> merges() throws IOException {
        String feature = SharedVectors.foreign("openfeature-spec/specification/assets/gherkin/contextMerging.feature");
        List<Pickle> scenarios = Scenarios.of("contextMerging", feature);
        assertThat(scenarios).hasSizeGreaterThan(20);
        return scenarios.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.getName(), () -> {
                    try (Merging merging = new Merging(scenario)) {
                        Scenarios.run(scenario, merging.steps());
                    }
                }));
    }

    private static final class Merging implements AutoCloseable {

        private static final OpenFeatureAPI API = OpenFeatureAPI.getInstance();

        private final FlagClient flags;
        private final Client client;
        private final Map<String, Map<String, Value>> levels = new LinkedHashMap<>();
        private final List<String> order = new ArrayList<>();
        private final Map<String, Boolean> served = new HashMap<>();
        private final List<String> expected = new ArrayList<>();

        Merging(Pickle scenario) throws IOException {
            Map<String, JsonNode> all = new LinkedHashMap<>();
            for (PickleStep step : scenario.getSteps()) {
                Matcher match = EXPECTED.matcher(step.getText());
                if (match.matches()) {
                    expected.add(match.group(1) + "=" + match.group(2));
                    all.put("f" + expected.size(), flag(match.group(1), match.group(2)));
                }
            }
            flags = FlagClient.builder()
                    .offline(true)
                    .bootstrap(TestServer.rulesetOf(1, all).toString())
                    .build();
            API.shutdown();
            API.setTransactionContextPropagator(new ThreadLocalTransactionContextPropagator());
            API.setProviderAndWait(new FirstlightProvider(flags));
            client = API.getClient();
        }

        private static ObjectNode flag(String attribute, String value) {
            ObjectNode flag = Json.object()
                    .put("type", "boolean")
                    .put("salt", "s")
                    .put("enabled", true)
                    .put("offVariant", "off");
            flag.putObject("variants").put("on", true).put("off", false);
            flag.putObject("default").put("variant", "off");
            ObjectNode rule = flag.putArray("rules").addObject().put("id", "r");
            rule.putObject("serve").put("variant", "on");
            ObjectNode when = rule.putObject("when").put("attribute", attribute).put("op", "in");
            when.putArray("values").add(value);
            return flag;
        }

        Map<Pattern, Action> steps() {
            Map<Pattern, Action> steps = new LinkedHashMap<>();
            steps.put(
                    Pattern.compile("a stable provider with retrievable context is registered"), (given, table) -> {});
            steps.put(
                    Pattern.compile(
                            "A context entry with key \"(.*)\" and value \"(.*)\" is added to the \"(.*)\" level"),
                    (given, table) -> add(given.get(2), given.get(0), given.get(1)));
            steps.put(
                    Pattern.compile("A table with levels of increasing precedence"),
                    (given, table) -> table.forEach(row -> order.add(row.get(0))));
            steps.put(
                    Pattern.compile(
                            "Context entries for each level from API level down to the \"(.*)\" level, with key \"(.*)\" and value \".*\""),
                    (given, table) -> {
                        for (String level : order.subList(0, order.indexOf(given.get(0)) + 1)) {
                            add(level, given.get(1), level);
                        }
                    });
            steps.put(Pattern.compile("Some flag was evaluated"), (given, table) -> evaluate());
            steps.put(EXPECTED, (given, table) -> assertThat(served)
                    .containsEntry(given.get(0) + "=" + given.get(1), true));
            return steps;
        }

        private void add(String level, String key, String value) {
            levels.computeIfAbsent(level, each -> new HashMap<>()).put(key, new Value(value));
        }

        private EvaluationContext at(String level) {
            return new ImmutableContext(levels.getOrDefault(level, Map.of()));
        }

        private void evaluate() {
            API.setEvaluationContext(at("API"));
            API.setTransactionContext(at("Transaction"));
            client.setEvaluationContext(at("Client"));
            FlagEvaluationOptions hooks = FlagEvaluationOptions.builder()
                    .hook(new BooleanHook() {
                        @Override
                        public Optional<EvaluationContext> before(HookContext<Boolean> of, Map<String, Object> hints) {
                            return Optional.of(at("Before Hooks"));
                        }
                    })
                    .build();
            for (int i = 0; i < expected.size(); i++) {
                served.put(expected.get(i), client.getBooleanValue("f" + (i + 1), false, at("Invocation"), hooks));
            }
        }

        @Override
        public void close() {
            API.shutdown();
            API.setEvaluationContext(new ImmutableContext());
            API.setTransactionContext(new ImmutableContext());
            API.setTransactionContextPropagator(new NoOpTransactionContextPropagator());
            flags.close();
        }
    }
}
