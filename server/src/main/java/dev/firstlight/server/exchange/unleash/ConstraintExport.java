package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Hash;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single conditions of one flag as Unleash's terms. */
final class ConstraintExport {

    private static final Map<String, String> NUMBERS =
            Map.of("<", "NUM_LT", "<=", "NUM_LTE", ">", "NUM_GT", ">=", "NUM_GTE");
    private static final Map<String, String> TEXTS =
            Map.of("contains", "STR_CONTAINS", "startsWith", "STR_STARTS_WITH", "endsWith", "STR_ENDS_WITH");
    private static final Map<String, List<String>> VERSIONS = Map.of(
            "semver=", List.of("SEMVER_EQ"),
            "semver<", List.of("SEMVER_LT"),
            "semver<=", List.of("SEMVER_LT", "SEMVER_EQ"),
            "semver>", List.of("SEMVER_GT"),
            "semver>=", List.of("SEMVER_GT", "SEMVER_EQ"));
    private static final Pattern VERSION =
            Pattern.compile(" *v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(-[^+ ]+)?(?:\\+[^ ]*)? *");

    private final FieldNames fields;
    private final Remarks remarks;

    ConstraintExport(FieldNames fields, Remarks remarks) {
        this.fields = fields;
        this.remarks = remarks;
    }

    /** Terms of which any holds where the comparison does. */
    List<Term> leaf(Condition.Leaf leaf, String pointer) {
        if (leaf.every() || leaf.ignoreCase()) {
            throw new Refused(pointer, "Unleash has no such comparison of lists, nor one that passes over the case.");
        }
        String op = leaf.op();
        if (op.equals("cidr")) {
            return List.of(addresses(leaf, pointer));
        }
        boolean numeric = NUMBERS.containsKey(op)
                || (op.equals("in") && leaf.values().stream().allMatch(Number.class::isInstance));
        String field = fields.of(leaf.attribute(), numeric, pointer + "/attribute");
        if (NUMBERS.containsKey(op)) {
            return List.of(
                    one(field, NUMBERS.getOrDefault(op, ""), leaf.values().get(0), pointer));
        }
        if (TEXTS.containsKey(op)) {
            return List.of(several(field, TEXTS.getOrDefault(op, ""), leaf.values(), pointer));
        }
        if (VERSIONS.containsKey(op)) {
            String version = version(leaf.values().get(0), pointer);
            return VERSIONS.getOrDefault(op, List.of()).stream()
                    .map(operator -> one(field, operator, version, pointer))
                    .toList();
        }
        return switch (op) {
            case "exists" -> {
                Term there = Term.field(field, pointer);
                yield List.of(FieldNames.WORDS.contains(field) ? there.pattern() : there);
            }
            case "in" -> among(field, leaf.values(), pointer);
            case "matches" -> {
                remarks.differs(
                        pointer,
                        "A pattern sees all of a text there, and each SDK reads it as its own language does; older SDKs do "
                                + "not know it.");
                yield List.of(one(field, "REGEX", leaf.values().get(0), pointer));
            }
            case "before", "after" -> List.of(instant(field, leaf, pointer));
            default -> throw new Refused(pointer + "/op", "Unleash has nothing like '" + op + "'; say it otherwise.");
        };
    }

    private List<Term> among(String field, List<Object> values, String pointer) {
        List<Term> any = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Number) {
                any.add(one(field, "NUM_EQ", value, pointer));
            } else {
                texts.add(value.toString());
            }
        }
        if (!texts.isEmpty()) {
            any.add(0, several(field, "IN", texts, pointer));
        }
        return any;
    }

    private static Term one(String field, String operator, Object value, String pointer) {
        Term term = Term.constraint(field, operator, pointer);
        term.json().put("value", value instanceof Number ? Json.node(value).asText() : value.toString());
        return term;
    }

    private static Term several(String field, String operator, List<Object> texts, String pointer) {
        Term term = Term.constraint(field, operator, pointer);
        ArrayNode values = term.json().putArray("values");
        for (Object text : texts) {
            if (text.equals("") || !text.equals(text.toString().strip())) {
                throw new Refused(
                        pointer, "Unleash leaves out an empty value, and spaces around one; compare without them.");
            }
            values.add(text.toString());
        }
        return term;
    }

    private Term instant(String field, Condition.Leaf leaf, String pointer) {
        String value = leaf.values().get(0).toString();
        if (!field.equals(Fields.CURRENT_TIME) || Constraint.millis(value) == null) {
            throw new Refused(pointer, "Unleash compares instants with the current time only; name 'currentTime'.");
        }
        return one(field, "DATE_" + leaf.op().toUpperCase(java.util.Locale.ROOT), value, pointer);
    }

    private String version(Object value, String pointer) {
        Matcher version = VERSION.matcher(value.toString());
        if (!version.matches()) {
            throw new Refused(pointer, "This is no version such as \"1.2.3\"; correct it first.");
        }
        remarks.differs(
                pointer, "What is written without all three numbers, or with a v or spaces, is no version there.");
        String text = part(version, 1) + '.' + part(version, 2) + '.' + part(version, 3);
        return version.group(4) == null ? text : text + version.group(4);
    }

    private static String part(Matcher version, int group) {
        return version.group(group) == null ? "0" : version.group(group);
    }

    private static Term addresses(Condition.Leaf leaf, String pointer) {
        boolean sayable = leaf.attribute().equals(Fields.REMOTE_ADDRESS)
                && leaf.values().stream().allMatch(value -> Addresses.parse(value.toString()) != null);
        if (!sayable) {
            throw new Refused(pointer, "Unleash knows networks of IPv4 addresses, in 'remoteAddress' only.");
        }
        return new Term(
                Term.Kind.OWN,
                Json.object()
                        .put("name", "remoteAddress")
                        .put(
                                "IPs",
                                String.join(
                                        ",",
                                        leaf.values().stream()
                                                .map(Object::toString)
                                                .toList())),
                pointer);
    }

    /** A part of the units from the first on. */
    Term bucket(Condition.InBucket in, String pointer) {
        String field = fields.sticky(in.by(), pointer + "/by");
        if (in.from() == 0 && in.to() == Bucketing.BUCKETS) {
            return Term.field(field, pointer);
        }
        return Term.rollout(percent(in, pointer), field, in.salt() == null ? "" : in.salt(), pointer);
    }

    private static int percent(Condition.InBucket in, String pointer) {
        if (in.from() != 0 || !in.hash().equals(new Hash("unleash", 0, Hash.PERCENT))) {
            throw new Refused(
                    pointer,
                    "Unleash's rollouts are the first percents by the hash 'unleash'; others would move units.");
        }
        return (int) ((in.to() - 1L) * Hash.PERCENT / Bucketing.BUCKETS) + 1;
    }

    /** By the user, else by the session: what Unleash calls the default, and an import writes out. */
    @Nullable
    Term defaultRollout(Condition.Any any, String pointer) {
        if (any.conditions().isEmpty() || !(any.conditions().get(0) instanceof Condition.InBucket user)) {
            return null;
        }
        Condition session = new Condition.InBucket(Fields.SESSION_ID, user.hash(), user.salt(), user.from(), user.to());
        boolean same = any.equals(new Condition.Any(
                List.of(user, new Condition.All(List.of(Conditions.not(Conditions.exists(user.by())), session)))));
        if (!same || !user.by().equals(dev.firstlight.core.Context.TARGETING_KEY)) {
            return null;
        }
        remarks.differs(pointer, FieldNames.LOTS);
        return Term.rollout(percent(user, pointer), "default", user.salt() == null ? "" : user.salt(), pointer);
    }
}
