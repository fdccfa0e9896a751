package dev.firstlight.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import io.getunleash.DefaultUnleash;
import io.getunleash.UnleashContext;
import io.getunleash.util.UnleashConfig;
import java.util.List;
import java.util.Optional;

/** Unleash's SDK, its flags from a bootstrap text, neither polling nor reporting. */
final class Unleash implements Peer {

    private static final int SEGMENT_ID = 1;

    private final DefaultUnleash client;

    Unleash(Workload workload, int count) {
        String data = data(workload, count).toString();
        client = new DefaultUnleash(UnleashConfig.builder()
                .appName("bench")
                .instanceId("bench-" + System.nanoTime())
                .unleashAPI("http://localhost:9/api/")
                .apiKey("bench")
                .toggleBootstrapProvider(() -> Optional.of(data))
                .disablePolling()
                .disableMetrics()
                .synchronousFetchOnInitialisation(false)
                .build());
    }

    private static ObjectNode data(Workload workload, int count) {
        ObjectNode data = Json.object().put("version", 2);
        ArrayNode flags = data.putArray("features");
        for (int i = 0; i < count; i++) {
            ObjectNode flag = flag(flags, Questions.flag(i), workload != Workload.TOGGLE || i % 2 == 0);
            ArrayNode strategies = flag.putArray("strategies");
            switch (workload) {
                case RULES, RULES_FRESH -> fiveRules(strategies);
                case SPLIT, SPLIT_FRESH ->
                    strategies
                            .addObject()
                            .put("name", "flexibleRollout")
                            .putObject("parameters")
                            .put("rollout", "30")
                            .put("stickiness", "userId")
                            .put("groupId", Questions.flag(i));
                case SEGMENT ->
                    strategies
                            .addObject()
                            .put("name", "default")
                            .putArray("segments")
                            .add(SEGMENT_ID);
                case PREREQUISITE -> {
                    strategies.addObject().put("name", "default");
                    flag.putArray("dependencies")
                            .addObject()
                            .put("feature", Questions.GATE)
                            .put("enabled", true);
                }
                case TOGGLE -> strategies.addObject().put("name", "default");
            }
        }
        if (workload == Workload.PREREQUISITE) {
            flag(flags, Questions.GATE, true).putArray("strategies").addObject().put("name", "default");
        }
        if (workload == Workload.SEGMENT) {
            ObjectNode segment = data.putArray("segments").addObject().put("id", SEGMENT_ID);
            constraint(segment.putArray("constraints"), "userId", "IN").set("values", Json.node(Questions.members()));
        }
        return data;
    }

    private static ObjectNode flag(ArrayNode flags, String key, boolean enabled) {
        return flags.addObject().put("name", key).put("type", "release").put("enabled", enabled);
    }

    private static void fiveRules(ArrayNode strategies) {
        rule(strategies, "country", "IN", "FR", "IT", "ES");
        rule(strategies, "plan", "IN", "free", "trial");
        rule(strategies, "email", "STR_ENDS_WITH", "@example.com");
        constraint(constraints(strategies), "age", "NUM_LT").put("value", "18");
        rule(strategies, "country", "IN", "DE", "AT", "CH");
    }

    private static void rule(ArrayNode strategies, String attribute, String operator, String... values) {
        constraint(constraints(strategies), attribute, operator).set("values", Json.node(List.of(values)));
    }

    private static ArrayNode constraints(ArrayNode strategies) {
        return strategies.addObject().put("name", "default").putArray("constraints");
    }

    private static ObjectNode constraint(ArrayNode constraints, String attribute, String operator) {
        return constraints.addObject().put("contextName", attribute).put("operator", operator);
    }

    @Override
    public Object user(String key, boolean attributes) {
        UnleashContext.Builder user = UnleashContext.builder().userId(key);
        if (attributes) {
            user.addProperty("country", Questions.COUNTRY)
                    .addProperty("plan", Questions.PLAN)
                    .addProperty("email", Questions.EMAIL)
                    .addProperty("age", Integer.toString(Questions.AGE));
        }
        return user.build();
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return client.isEnabled(flag, (UnleashContext) user);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
