package dev.firstlight.bench;

import com.configcat.ConfigCatClient;
import com.configcat.LogLevel;
import com.configcat.OverrideBehaviour;
import com.configcat.OverrideDataSourceBuilder;
import com.configcat.PollingModes;
import com.configcat.User;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ConfigCat's SDK, its flags from a file alone. */
final class ConfigCat implements Peer {

    private static final int ONE_OF = 0;
    private static final int LESS = 12;
    private static final int ENDS_WITH = 32;

    private final Path file = Files.createTempFile("bench", ".json");
    private final ConfigCatClient client;

    ConfigCat(Workload workload, int count) throws IOException {
        Files.write(file, Json.bytes(data(workload, count)));
        client = ConfigCatClient.get("configcat-sdk-1/bench-bench-bench-bench-/bench-bench-bench-bench-", options -> {
            options.flagOverrides(
                    OverrideDataSourceBuilder.localFile(file.toString(), false), OverrideBehaviour.LOCAL_ONLY);
            options.pollingMode(PollingModes.manualPoll());
            options.logLevel(LogLevel.ERROR);
        });
    }

    private static ObjectNode data(Workload workload, int count) {
        ObjectNode data = Json.object();
        data.putObject("p").put("u", "https://localhost").put("r", 0).put("s", "salt");
        if (workload == Workload.SEGMENT) {
            ObjectNode segment = data.putArray("s").addObject().put("n", Questions.SEGMENT);
            segment.putArray("r")
                    .addObject()
                    .put("a", "Identifier")
                    .put("c", ONE_OF)
                    .set("l", Json.node(Questions.members()));
        }
        ObjectNode flags = data.putObject("f");
        for (int i = 0; i < count; i++) {
            ObjectNode flag = flags.putObject(Questions.flag(i)).put("t", 0).put("a", "Identifier");
            value(flag, workload == Workload.TOGGLE && i % 2 == 0);
            ArrayNode rules = flag.putArray("r");
            switch (workload) {
                case RULES, RULES_FRESH -> fiveRules(rules);
                case SPLIT, SPLIT_FRESH -> {
                    ArrayNode options = flag.putArray("p");
                    value(options.addObject().put("p", 30), true);
                    value(options.addObject().put("p", 70), false);
                }
                case PREREQUISITE -> {
                    ObjectNode prerequisite = condition(rules)
                            .putObject("p")
                            .put("f", Questions.GATE)
                            .put("c", 0);
                    value(prerequisite, true);
                }
                case SEGMENT -> condition(rules).putObject("s").put("s", 0).put("c", 0);
                case TOGGLE -> {}
            }
        }
        if (workload == Workload.PREREQUISITE) {
            value(flags.putObject(Questions.GATE).put("t", 0), true);
        }
        return data;
    }

    private static void value(ObjectNode of, boolean value) {
        of.putObject("v").put("b", value);
    }

    /** The condition of a new rule that serves true. */
    private static ObjectNode condition(ArrayNode rules) {
        ObjectNode rule = rules.addObject();
        value(rule.putObject("s"), true);
        return rule.putArray("c").addObject();
    }

    private static void fiveRules(ArrayNode rules) {
        among(rules, "country", ONE_OF, "FR", "IT", "ES");
        among(rules, "plan", ONE_OF, "free", "trial");
        among(rules, "Email", ENDS_WITH, "@example.com");
        condition(rules).putObject("u").put("a", "age").put("c", LESS).put("d", 18d);
        among(rules, "country", ONE_OF, "DE", "AT", "CH");
    }

    private static void among(ArrayNode rules, String attribute, int comparator, String... values) {
        condition(rules).putObject("u").put("a", attribute).put("c", comparator).set("l", Json.node(List.of(values)));
    }

    @Override
    public Object user(String key, boolean attributes) {
        return attributes
                ? User.newBuilder()
                        .email(Questions.EMAIL)
                        .custom(Map.of(
                                "country", Questions.COUNTRY,
                                "plan", Questions.PLAN,
                                "age", Questions.AGE))
                        .build(key)
                : User.newBuilder().build(key);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return client.getValue(Boolean.class, flag, (User) user, false);
    }

    @Override
    public void close() throws IOException {
        client.close();
        Files.delete(file);
    }
}
