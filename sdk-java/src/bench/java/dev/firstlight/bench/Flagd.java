package dev.firstlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** flagd's provider, evaluating by itself flags from a file, and asked directly rather than through OpenFeature. */
final class Flagd implements Peer {

    private final Path file = Files.createTempFile("bench", ".json");
    private final FlagdProvider provider;

    Flagd(Workload workload, int count) throws Exception {
        Files.write(file, Json.bytes(data(workload, count)));
        provider = new FlagdProvider(FlagdOptions.builder()
                .resolverType(Config.Resolver.FILE)
                .offlineFlagSourcePath(file.toString())
                .deadline(20_000)
                .build());
        provider.initialize(new ImmutableContext());
    }

    private static ObjectNode data(Workload workload, int count) {
        ObjectNode data = Json.object();
        ObjectNode flags = data.putObject("flags");
        for (int i = 0; i < count; i++) {
            boolean on = workload == Workload.TOGGLE && i % 2 == 0;
            ObjectNode flag =
                    flags.putObject(Questions.flag(i)).put("state", "ENABLED").put("defaultVariant", on ? "on" : "off");
            flag.putObject("variants").put("on", true).put("off", false);
            switch (workload) {
                case RULES, RULES_FRESH -> flag.putObject("targeting").set("if", fiveRules());
                case SPLIT, SPLIT_FRESH -> {
                    ArrayNode parts = flag.putObject("targeting").putArray("fractional");
                    parts.addArray().add("on").add(30);
                    parts.addArray().add("off").add(70);
                }
                case SEGMENT ->
                    flag.putObject("targeting")
                            .putArray("if")
                            .add(Json.object().put("$ref", Questions.SEGMENT))
                            .add("on");
                default -> {}
            }
        }
        if (workload == Workload.SEGMENT) {
            data.putObject("$evaluators").set(Questions.SEGMENT, among("targetingKey", Questions.members()));
        }
        return data;
    }

    private static ArrayNode fiveRules() {
        return Json.list()
                .add(among("country", List.of("FR", "IT", "ES")))
                .add("on")
                .add(among("plan", List.of("free", "trial")))
                .add("on")
                .add(operation("ends_with", "email", Json.node("@example.com")))
                .add("on")
                .add(operation("<", "age", Json.node(18d)))
                .add("on")
                .add(among("country", List.of("DE", "AT", "CH")))
                .add("on");
    }

    private static ObjectNode among(String attribute, List<String> values) {
        return operation("in", attribute, Json.node(values));
    }

    private static ObjectNode operation(String operator, String attribute, JsonNode operand) {
        ObjectNode operation = Json.object();
        operation.putArray(operator).add(Json.object().put("var", attribute)).add(operand);
        return operation;
    }

    @Override
    public Object user(String key, boolean attributes) {
        return attributes
                ? new ImmutableContext(
                        key,
                        Map.of(
                                "country", new Value(Questions.COUNTRY),
                                "plan", new Value(Questions.PLAN),
                                "email", new Value(Questions.EMAIL),
                                "age", new Value(Questions.AGE)))
                : new ImmutableContext(key);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return provider.getBooleanEvaluation(flag, false, (EvaluationContext) user)
                .getValue();
    }

    @Override
    public void close() throws Exception {
        provider.shutdown();
        Files.delete(file);
    }
}
