package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one flag becomes. A strategy can only turn on, so what serves off is left out, and whatever comes after it asks
 * for those who are not in it.
 */
final class FeatureExport {

    private final String name;
    private final FlagSpec flag;
    private final String pointer;
    private final Alternatives alternatives;
    private final FieldNames fields;
    private final Remarks remarks;
    private final OutcomeExport outcomes;
    private final StrategyExport strategies;
    private final List<Entry> off = new ArrayList<>();

    FeatureExport(String key, FlagSpec flag, String pointer, AudienceExport audiences, Remarks remarks) {
        this.name = name(key, flag);
        this.flag = flag;
        this.pointer = pointer;
        this.remarks = remarks;
        this.fields = new FieldNames(remarks);
        this.alternatives = new Alternatives(audiences, new ConstraintExport(fields, remarks));
        this.outcomes = new OutcomeExport(flag);
        this.strategies = new StrategyExport(name);
    }

    /** An imported feature's salt is the name it had. */
    static String name(String key, FlagSpec flag) {
        return KeyName.of(flag.salt()).equals(key) ? flag.salt() : key;
    }

    ObjectNode write(Map<String, List<String>> regionGroups, ArrayNode dependencies) {
        boolean offIsOn = outcomes.of(flag.offVariant()).on();
        if (offIsOn && !dependencies.isEmpty()) {
            throw new Refused(
                    pointer + "/offVariant",
                    "Where a prerequisite is not met the feature is off there; so let it be here.");
        }
        if (outcomes.byPayload()) {
            remarks.differs(
                    pointer + "/type",
                    "There the feature is on for everybody and the value is its variant's payload; ask for the variant.");
        }
        boolean always = !flag.enabled() && offIsOn;
        if (always) {
            remarks.differs(
                    pointer + "/enabled",
                    "The flag is off, so it serves '" + flag.offVariant()
                            + "' to everybody there; turn it on first to take its rules along.");
            strategies.add(List.of(), Choice.fixed(outcomes.of(flag.offVariant())), pointer, null);
        } else {
            Entry.of(flag, pointer, regionGroups).forEach(this::write);
        }
        if (flag.release() != null) {
            remarks.differs(pointer + "/release", "A release runs; there the flag stays at the stage it has now.");
        }
        ObjectNode feature = Json.object()
                .put("name", name)
                .put("type", "release")
                .put("project", "default")
                .put("enabled", flag.enabled() || always)
                .put("stale", false)
                .put("impressionData", false);
        feature.set("strategies", strategies.strategies());
        feature.set("variants", strategies.shared(pointer));
        if (feature.findValuesAsText("operator").contains("REGEX")) {
            remarks.differs(pointer, "It takes SDKs that know the operator REGEX; to others nothing matches.");
        }
        return dependencies.isEmpty() ? feature : feature.set("dependencies", dependencies);
    }

    private void write(Entry entry) {
        if (entry.serve() instanceof Serve.Variant fixed) {
            fixed(entry, fixed.variant());
        } else if (entry.serve() instanceof Serve.Split split && !split.ranges().isEmpty()) {
            String only = Choice.only(split.ranges());
            if (only != null) {
                fixed(entry, only);
            } else if (split.ranges().stream().allMatch(range -> on(range.variant()))) {
                split(entry, split);
            } else {
                rollout(entry, split);
            }
        } else {
            throw new Refused(entry.from(), "This cannot be read; correct it first.");
        }
    }

    private boolean on(String variant) {
        return outcomes.of(variant).on();
    }

    private void fixed(Entry entry, String variant) {
        if (on(variant)) {
            add(entry, entry.when(), Choice.fixed(outcomes.of(variant)));
        } else {
            off.add(entry);
        }
    }

    private void split(Entry entry, Serve.Split split) {
        String at = entry.from() + "/split";
        remarks.differs(at, FieldNames.LOTS);
        String stickiness = entry.stickiness() == null ? fields.sticky(split.by(), at + "/by") : entry.stickiness();
        add(entry, entry.when(), Choice.split(split, salt(split), stickiness, outcomes, at));
    }

    /** On for the first units and off for the rest, who are served by no later strategy either. */
    private void rollout(Entry entry, Serve.Split split) {
        String at = entry.from() + "/split";
        Range first = split.ranges().get(0);
        boolean restIsOff = split.ranges().stream().skip(1).noneMatch(range -> on(range.variant()));
        if (!on(first.variant()) || !restIsOff || !split.hash().equals(new Hash("unleash", 0, Hash.PERCENT))) {
            throw new Refused(
                    at,
                    "A rollout there is on for the first units by the hash 'unleash' and off for the others; with any "
                            + "other, units would move.");
        }
        Condition in = new Condition.InBucket(split.by(), split.hash(), salt(split), 0, first.to());
        Entry part = new Entry(entry.when(), entry.at(), entry.serve(), null, entry.from(), entry.note());
        Condition when = entry.when().equals(Conditions.ALWAYS) ? in : new Condition.All(List.of(entry.when(), in));
        add(part, when, Choice.fixed(outcomes.of(first.variant())));
        off.add(entry);
    }

    private String salt(Serve.Split split) {
        return split.salt() == null ? flag.salt() : split.salt();
    }

    private void add(Entry entry, Condition when, Choice choice) {
        List<List<Term>> found = alternatives.of(when, entry.at());
        for (Entry before : off) {
            found = Alternatives.product(
                    found, alternatives.of(Conditions.not(before.when()), before.at()), before.at());
        }
        for (List<Term> terms : found) {
            strategies.add(terms, choice, entry.from(), entry.note());
        }
    }
}
