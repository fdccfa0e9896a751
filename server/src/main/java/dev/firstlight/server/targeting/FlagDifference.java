package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Target;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.wire.FlagJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a flag in an environment, as people speak of it. */
public final class FlagDifference {

    private static final int MOST_NAMED = 5;

    private final FlagSpec before;
    private final FlagSpec after;
    private final JsonNode was;
    private final JsonNode is;
    private final List<Difference> found = new ArrayList<>();

    private FlagDifference(FlagSpec before, FlagSpec after) {
        this.before = before;
        this.after = after;
        this.was = FlagJson.write(before);
        this.is = FlagJson.write(after);
    }

    /** All differences, in the order in which a flag is evaluated; none where both do the same. */
    public static List<Difference> between(FlagSpec before, FlagSpec after) {
        FlagDifference difference = new FlagDifference(before, after);
        difference.look();
        return List.copyOf(difference.found);
    }

    private void look() {
        variants();
        if (before.clientVisible() != after.clientVisible()) {
            add(
                    "clientVisibilityChanged",
                    "/clientVisible",
                    after.clientVisible() ? "Browsers may see it." : "Browsers may no longer see it.");
        }
        if (before.enabled() != after.enabled()) {
            add(
                    after.enabled() ? "turnedOn" : "turnedOff",
                    "/enabled",
                    after.enabled() ? "It is turned on." : "It is turned off.");
        }
        if (!before.offVariant().equals(after.offVariant())) {
            add(
                    "offVariantChanged",
                    "/offVariant",
                    "While off it serves \"" + after.offVariant() + "\" instead of \"" + before.offVariant() + "\".");
        }
        prerequisites();
        targets();
        rules();
        if (!before.defaultServe().equals(after.defaultServe())) {
            add(
                    "defaultChanged",
                    "/default",
                    "By default it serves " + Words.serve(after.defaultServe()) + " instead of "
                            + Words.serve(before.defaultServe()) + ".");
        }
        release(before.release(), after.release());
    }

    private void variants() {
        names(before.variants(), after.variants()).forEach(name -> {
            String pointer = Problem.at("/variants", name);
            if (!after.variants().containsKey(name)) {
                add("variantRemoved", pointer, "Variant \"" + name + "\" is gone.");
            } else if (!before.variants().containsKey(name)) {
                add("variantAdded", pointer, "Variant \"" + name + "\" is new.");
            } else if (!was.at(pointer).equals(is.at(pointer))) {
                add("variantChanged", pointer, "Variant \"" + name + "\" has another value.");
            }
        });
    }

    private void prerequisites() {
        Map<String, List<String>> had = byFlag(before.prerequisites());
        Map<String, List<String>> has = byFlag(after.prerequisites());
        names(had, has).forEach(flag -> {
            int index = index(after.prerequisites(), one -> one.flag().equals(flag));
            int earlier = index(before.prerequisites(), one -> one.flag().equals(flag));
            if (!has.containsKey(flag)) {
                gone("prerequisiteRemoved", "/prerequisites/" + earlier, "It no longer asks for \"" + flag + "\".");
            } else if (!Objects.equals(had.get(flag), has.get(flag))) {
                both(
                        had.containsKey(flag) ? "prerequisiteChanged" : "prerequisiteAdded",
                        earlier < 0 ? null : "/prerequisites/" + earlier,
                        "/prerequisites/" + index,
                        "It asks for \"" + flag + "\" to serve " + Words.list(has.getOrDefault(flag, List.of())) + ".");
            }
        });
    }

    private static Map<String, List<String>> byFlag(List<Prerequisite> prerequisites) {
        return prerequisites.stream()
                .collect(Collectors.toMap(Prerequisite::flag, Prerequisite::variants, (a, b) -> b, LinkedHashMap::new));
    }

    private void targets() {
        Map<String, String> had = byKey(before.targets());
        Map<String, String> has = byKey(after.targets());
        Map<String, List<String>> added = new LinkedHashMap<>();
        Map<String, List<String>> removed = new LinkedHashMap<>();
        names(had, has).forEach(key -> {
            String now = has.get(key);
            String then = had.get(key);
            if (now != null && !now.equals(then)) {
                added.computeIfAbsent(now, variant -> new ArrayList<>()).add(key);
            } else if (now == null && then != null) {
                removed.computeIfAbsent(then, variant -> new ArrayList<>()).add(key);
            }
        });
        added.forEach((variant, keys) -> targets("targetsAdded", "\"" + variant + "\" is served to ", variant, keys));
        removed.forEach((variant, keys) ->
                targets("targetsRemoved", "\"" + variant + "\" is no longer served by name to ", variant, keys));
    }

    private void targets(String kind, String words, String variant, List<String> keys) {
        com.fasterxml.jackson.databind.node.ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("variant", variant);
        keys.forEach(change.putArray("keys")::add);
        boolean isNew = kind.equals("targetsAdded");
        found.add(new Difference(
                kind,
                "/targets",
                isNew ? null : change,
                isNew ? change : null,
                words + Words.some(keys, MOST_NAMED) + "."));
    }

    private static Map<String, String> byKey(List<Target> targets) {
        Map<String, String> byKey = new LinkedHashMap<>();
        targets.forEach(target -> target.keys().forEach(key -> byKey.putIfAbsent(key, target.variant())));
        return byKey;
    }

    private void rules() {
        for (int i = 0; i < before.rules().size(); i++) {
            Rule rule = before.rules().get(i);
            if (index(after.rules(), one -> one.id().equals(rule.id())) < 0) {
                gone("ruleRemoved", "/rules/" + i, "Rule " + Words.rule(rule) + " is gone.");
            }
        }
        for (int i = 0; i < after.rules().size(); i++) {
            Rule rule = after.rules().get(i);
            int earlier = index(before.rules(), one -> one.id().equals(rule.id()));
            if (earlier < 0) {
                both(
                        "ruleAdded",
                        null,
                        "/rules/" + i,
                        "Rule " + Words.rule(rule) + " is new and serves " + Words.serve(rule.serve()) + ".");
            } else if (!before.rules().get(earlier).equals(rule)) {
                both(
                        "ruleChanged",
                        "/rules/" + earlier,
                        "/rules/" + i,
                        changed(before.rules().get(earlier), rule));
            }
        }
        List<String> had = order(before.rules(), after.rules());
        List<String> has = order(after.rules(), before.rules());
        if (!had.equals(has)) {
            add("rulesMoved", "/rules", "The rules are asked in another order: " + String.join(", ", has) + ".");
        }
    }

    private static String changed(Rule before, Rule after) {
        List<String> parts = new ArrayList<>();
        if (!before.when().equals(after.when())) {
            parts.add("holds for others");
        }
        if (!before.serve().equals(after.serve())) {
            parts.add("serves " + Words.serve(after.serve()) + " instead of " + Words.serve(before.serve()));
        }
        if (!Objects.equals(before.note(), after.note())) {
            parts.add("has another note");
        }
        return "Rule " + Words.rule(after) + " " + String.join(" and ", parts) + ".";
    }

    /** The ids of the rules that are in both, in the order of the first. */
    private static List<String> order(List<Rule> rules, List<Rule> others) {
        Set<String> known = others.stream().map(Rule::id).collect(Collectors.toSet());
        return rules.stream().map(Rule::id).filter(known::contains).toList();
    }

    private void release(@Nullable ReleaseSpec had, @Nullable ReleaseSpec has) {
        if (Objects.equals(had, has)) {
            return;
        }
        String kind = had == null ? "releaseStarted" : has == null ? "releaseEnded" : "releaseMoved";
        String words = had == null
                ? "A release moves it."
                : has == null ? "No release moves it." : "Its release is at another stage.";
        add(kind, "/release", words);
    }

    private static Set<String> names(Map<String, ?> before, Map<String, ?> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private static <T> int index(List<T> list, java.util.function.Predicate<T> wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (wanted.test(list.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private void add(String kind, String pointer, String sentence) {
        both(kind, pointer, pointer, sentence);
    }

    private void gone(String kind, String pointer, String sentence) {
        found.add(new Difference(kind, pointer, was.at(pointer), null, sentence));
    }

    private void both(String kind, @Nullable String earlier, String pointer, String sentence) {
        JsonNode old = earlier == null ? null : present(was.at(earlier));
        found.add(new Difference(kind, pointer, old, present(is.at(pointer)), sentence));
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
