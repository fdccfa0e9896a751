package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Strategies and variants by Unleash's rules. */
final class ForeignStrategies {

    /** Lots are drawn at every evaluation, so there is no one answer. */
    static final class Lots extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lots() {
            super(null, null, false, false);
        }
    }

    private final Fields fields;

    ForeignStrategies(Fields fields) {
        this.fields = fields;
    }

    /** Whether a strategy, besides its constraints, holds. */
    boolean holds(JsonNode strategy, JsonNode context) {
        JsonNode parameters = UnleashState.parameters(strategy);
        return switch (strategy.path("name").asText()) {
            case "default" -> true;
            case "userWithId" -> listed(parameters.path("userIds"), fields.value(context, Fields.USER_ID));
            case "remoteAddress" -> address(parameters.path("IPs"), fields.value(context, Fields.REMOTE_ADDRESS));
            case "applicationHostname" -> host(parameters, fields.value(context, Fields.HOST_NAME));
            case "gradualRolloutUserId" ->
                rollout(parameters, parameters.path("percentage"), fields.value(context, Fields.USER_ID));
            case "gradualRolloutSessionId" ->
                rollout(parameters, parameters.path("percentage"), fields.value(context, Fields.SESSION_ID));
            case "gradualRolloutRandom" -> lots(StrategyImport.parts(parameters.path("percentage")));
            case "flexibleRollout" -> flexible(parameters, context);
            default -> false;
        };
    }

    private static boolean lots(int parts) {
        if (parts > 0 && parts < Hash.PERCENT) {
            throw new Lots();
        }
        return parts > 0;
    }

    private boolean flexible(JsonNode parameters, JsonNode context) {
        Stickiness by = Stickiness.ofRollout(parameters.path("stickiness").asText(""));
        String unit = unit(by, context);
        return unit == null && by.lots()
                ? lots(StrategyImport.parts(parameters.path("rollout")))
                : rollout(parameters, parameters.path("rollout"), unit);
    }

    private @Nullable String unit(Stickiness by, JsonNode context) {
        for (String field : by.fields()) {
            String value = fields.value(context, field);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static boolean rollout(JsonNode parameters, JsonNode percentage, @Nullable String unit) {
        return unit != null
                && part(parameters.path("groupId").asText(""), unit, 0, Hash.PERCENT)
                        < StrategyImport.parts(percentage);
    }

    /** From 0; Unleash counts from 1. */
    private static long part(String group, String unit, long seed, int of) {
        return (long) new Hash("unleash", seed, of).bucket(group, unit) * of / Bucketing.BUCKETS;
    }

    private static boolean listed(JsonNode list, @Nullable String value) {
        return value != null && StrategyImport.list(list).contains(value);
    }

    private static boolean host(JsonNode parameters, @Nullable String host) {
        return host != null
                && StrategyImport.list(parameters.path("hostNames")).stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT)));
    }

    private static boolean address(JsonNode list, @Nullable String address) {
        Addresses remote = address == null ? null : Addresses.parse(address);
        return address != null
                && StrategyImport.list(list).stream().anyMatch(each -> {
                    Addresses range = Addresses.parse(each);
                    return each.equals(address) || (range != null && remote != null && range.contains(remote));
                });
    }

    /**
     * The variant that somebody gets; null for none.
     *
     * @param salt the group, or the feature
     */
    @Nullable
    JsonNode variant(JsonNode variants, String salt, String stickiness, JsonNode context) {
        int total = 0;
        for (JsonNode variant : variants) {
            total += variant.path("weight").asInt();
        }
        if (total <= 0) {
            return null;
        }
        for (JsonNode variant : variants) {
            for (JsonNode override : variant.path("overrides")) {
                String value =
                        fields.value(context, override.path("contextName").asText());
                for (JsonNode each : override.path("values")) {
                    if (each.asText().equals(value)) {
                        return variant;
                    }
                }
            }
        }
        String unit = unit(Stickiness.ofVariants(stickiness), context);
        List<JsonNode> possible = weighted(variants);
        if (unit == null && possible.size() > 1) {
            throw new Lots();
        }
        long target = unit == null ? 0 : part(salt, unit, VariantImport.SEED, total);
        long counter = 0;
        for (JsonNode variant : possible) {
            counter += variant.path("weight").asInt();
            if (counter > target) {
                return variant;
            }
        }
        return null;
    }

    private static List<JsonNode> weighted(JsonNode variants) {
        List<JsonNode> weighted = new ArrayList<>();
        for (JsonNode variant : variants) {
            if (variant.path("weight").asInt() != 0) {
                weighted.add(variant);
            }
        }
        return weighted;
    }
}
