package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** For whom a strategy holds. */
final class StrategyImport {

    private static final Hash HASH = new Hash("unleash", 0, Hash.PERCENT);

    private final Map<String, UnleashState.Found> segments;
    private final ConstraintImport constraints;
    private final Remarks remarks;

    StrategyImport(Map<String, UnleashState.Found> segments, Fields fields, Remarks remarks) {
        this.segments = segments;
        this.constraints = new ConstraintImport(fields, remarks);
        this.remarks = remarks;
    }

    /** {@link Conditions#ALWAYS} for everybody, {@link Conditions#NEVER} for nobody. */
    Condition read(JsonNode strategy, String pointer) {
        List<Condition> all = new ArrayList<>(constraints.all(strategy.path("constraints"), pointer + "/constraints"));
        JsonNode named = strategy.path("segments");
        for (int i = 0; i < named.size(); i++) {
            all.add(segment(named.get(i).asText(), Problem.at(pointer + "/segments", i)));
        }
        if (all.contains(Conditions.NEVER)) {
            return Conditions.NEVER;
        }
        all.add(own(strategy, pointer));
        all.removeIf(Conditions.ALWAYS::equals);
        return all.contains(Conditions.NEVER) ? Conditions.NEVER : Conditions.all(all);
    }

    private Condition segment(String id, String pointer) {
        if (!segments.containsKey(id)) {
            remarks.differs(pointer, "There is no segment " + id + ", so the strategy holds for nobody, here too.");
            return Conditions.NEVER;
        }
        return new Condition.InSegment(UnleashState.segment(id));
    }

    private Condition own(JsonNode strategy, String pointer) {
        JsonNode parameters = UnleashState.parameters(strategy);
        String at = pointer + "/parameters";
        return switch (strategy.path("name").asText()) {
            case "default" -> Conditions.ALWAYS;
            case "userWithId" -> in(Fields.text(Fields.USER_ID, at), list(parameters.path("userIds")));
            case "remoteAddress" -> addresses(list(parameters.path("IPs")));
            case "applicationHostname" -> host(parameters, at);
            case "flexibleRollout" ->
                rollout(
                        Stickiness.ofRollout(parameters.path("stickiness").asText("")),
                        parameters.path("rollout"),
                        parameters,
                        at);
            case "gradualRolloutUserId" -> gradual(Fields.USER_ID, parameters, at);
            case "gradualRolloutSessionId" -> gradual(Fields.SESSION_ID, parameters, at);
            case "gradualRolloutRandom" ->
                rollout(new Stickiness(List.of(), true), parameters.path("percentage"), parameters, at);
            default -> {
                remarks.differs(
                        pointer + "/name",
                        "SDKs have no strategy '" + strategy.path("name").asText()
                                + "' of their own; here it holds for nobody. If your application brings it, say it in "
                                + "conditions.");
                yield Conditions.NEVER;
            }
        };
    }

    private Condition gradual(String field, JsonNode parameters, String pointer) {
        return rollout(new Stickiness(List.of(field), false), parameters.path("percentage"), parameters, pointer);
    }

    /** What stands between commas, without the space around them; that at either end belongs to the text. */
    static List<String> list(JsonNode texts) {
        if (texts.asText("").isEmpty()) {
            return List.of();
        }
        String[] parts = texts.asText().split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = i > 0 ? parts[i].stripLeading() : parts[i];
            parts[i] = i < parts.length - 1 ? part.stripTrailing() : part;
        }
        return Arrays.asList(parts);
    }

    private static Condition in(String attribute, List<?> values) {
        return values.isEmpty() ? Conditions.NEVER : Conditions.leaf(attribute, "in", values);
    }

    private static Condition addresses(List<String> addresses) {
        List<String> networks = addresses.stream()
                .filter(address -> Addresses.parse(address) != null)
                .toList();
        List<String> texts = addresses.stream()
                .filter(address -> Addresses.parse(address) == null && !address.isEmpty())
                .toList();
        List<Condition> any = new ArrayList<>();
        if (!networks.isEmpty()) {
            any.add(Conditions.leaf(Fields.REMOTE_ADDRESS, "cidr", networks));
        }
        if (!texts.isEmpty()) {
            any.add(in(Fields.REMOTE_ADDRESS, texts));
        }
        return Conditions.any(any);
    }

    private Condition host(JsonNode parameters, String pointer) {
        List<String> hosts = list(parameters.path("hostNames"));
        if (hosts.isEmpty()) {
            return Conditions.NEVER;
        }
        remarks.differs(
                pointer + "/hostNames",
                "Here an application says itself which machine it runs on: send the attribute '" + Fields.HOST_NAME
                        + "'.");
        return new Condition.Leaf(Fields.HOST_NAME, "in", List.copyOf(hosts), true, false);
    }

    /** How many of a hundred parts take part. */
    static int parts(JsonNode percentage) {
        Double number = Fields.number(percentage.asText(""));
        return number == null ? 0 : (int) Math.floor(Math.min(Math.max(number, 0), Hash.PERCENT));
    }

    private Condition rollout(Stickiness by, JsonNode percentage, JsonNode parameters, String pointer) {
        int parts = parts(percentage);
        if (parts == 0) {
            return Conditions.NEVER;
        }
        if (parts == Hash.PERCENT && by.lots()) {
            return Conditions.ALWAYS;
        }
        if (by.fields().isEmpty()) {
            throw new Refused(
                    pointer,
                    "Every evaluation draws lots there; here a unit stays with what it got. Set the stickiness to "
                            + "'default' or to a field.");
        }
        if (by.lots()) {
            remarks.differs(
                    pointer + "/stickiness",
                    "A context with none of " + String.join(", ", by.fields())
                            + " draws lots there at every evaluation; here it is not in the rollout.");
        }
        String salt = parameters.path("groupId").asText("");
        List<Condition> any = new ArrayList<>();
        List<Condition> missing = new ArrayList<>();
        for (String field : by.fields()) {
            String attribute = Fields.text(field, pointer + "/stickiness");
            Condition one = parts == Hash.PERCENT
                    ? Conditions.exists(attribute)
                    : new Condition.InBucket(attribute, HASH, salt, 0, parts * (Bucketing.BUCKETS / Hash.PERCENT));
            List<Condition> all = new ArrayList<>(missing);
            all.add(one);
            any.add(Conditions.all(all));
            missing.add(Conditions.not(Conditions.exists(attribute)));
        }
        return Conditions.any(any);
    }
}
