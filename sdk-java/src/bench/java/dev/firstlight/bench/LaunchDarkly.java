package dev.firstlight.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.launchdarkly.logging.LDLogLevel;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.FileData;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** LaunchDarkly's server SDK, its flags from a file, no events. */
final class LaunchDarkly implements Peer {

    private final LDClient client;

    LaunchDarkly(Workload workload, int count) throws IOException {
        Path file = Files.createTempFile("bench", ".json");
        try {
            Files.write(file, Json.bytes(data(workload, count)));
            client = new LDClient(
                    "sdk-bench",
                    new LDConfig.Builder()
                            .dataSource(FileData.dataSource().filePaths(file))
                            .events(Components.noEvents())
                            .logging(Components.logging().level(LDLogLevel.ERROR))
                            .build());
        } finally {
            Files.delete(file);
        }
        if (!client.isInitialized()) {
            throw new IOException("the client has no flags");
        }
    }

    private static ObjectNode data(Workload workload, int count) {
        ObjectNode data = Json.object();
        ObjectNode flags = data.putObject("flags");
        for (int i = 0; i < count; i++) {
            ObjectNode flag = flag(flags, Questions.flag(i), i);
            boolean on = workload == Workload.PREREQUISITE || (workload == Workload.TOGGLE && i % 2 == 0);
            switch (workload) {
                case RULES, RULES_FRESH -> fiveRules(flag.putArray("rules"));
                case SEGMENT -> rule(flag.putArray("rules"), "", "segmentMatch", Questions.SEGMENT);
                case PREREQUISITE ->
                    flag.putArray("prerequisites")
                            .addObject()
                            .put("key", Questions.GATE)
                            .put("variation", 0);
                default -> {}
            }
            ObjectNode fallthrough = flag.putObject("fallthrough");
            if (workload.isSplit()) {
                ArrayNode variations = fallthrough.putObject("rollout").putArray("variations");
                variations.addObject().put("variation", 0).put("weight", 30_000);
                variations.addObject().put("variation", 1).put("weight", 70_000);
            } else {
                fallthrough.put("variation", on ? 0 : 1);
            }
        }
        if (workload == Workload.PREREQUISITE) {
            flag(flags, Questions.GATE, count).putObject("fallthrough").put("variation", 0);
        }
        if (workload == Workload.SEGMENT) {
            data.putObject("segments")
                    .putObject(Questions.SEGMENT)
                    .put("key", Questions.SEGMENT)
                    .put("version", 1)
                    .put("salt", "salt")
                    .set("included", Json.node(Questions.members()));
        }
        return data;
    }

    private static ObjectNode flag(ObjectNode flags, String key, int number) {
        ObjectNode flag = flags.putObject(key)
                .put("key", key)
                .put("version", 1)
                .put("on", true)
                .put("offVariation", 1)
                .put("salt", "salt-" + number);
        flag.putArray("variations").add(true).add(false);
        return flag;
    }

    private static void fiveRules(ArrayNode rules) {
        rule(rules, "country", "in", "FR", "IT", "ES");
        rule(rules, "plan", "in", "free", "trial");
        rule(rules, "email", "endsWith", "@example.com");
        rule(rules, "age", "lessThan", 18d);
        rule(rules, "country", "in", "DE", "AT", "CH");
    }

    private static void rule(ArrayNode rules, String attribute, String op, Object... values) {
        ObjectNode rule = rules.addObject().put("id", "rule-" + rules.size()).put("variation", 0);
        JsonNode operands = Json.node(List.of(values));
        rule.putArray("clauses")
                .addObject()
                .put("attribute", attribute)
                .put("op", op)
                .put("negate", false)
                .set("values", operands);
    }

    @Override
    public Object user(String key, boolean attributes) {
        return attributes
                ? LDContext.builder(key)
                        .set("country", Questions.COUNTRY)
                        .set("plan", Questions.PLAN)
                        .set("email", Questions.EMAIL)
                        .set("age", Questions.AGE)
                        .build()
                : LDContext.create(key);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return client.boolVariation(flag, (LDContext) user, false);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
