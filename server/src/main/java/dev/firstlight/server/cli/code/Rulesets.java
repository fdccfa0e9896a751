package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Limits;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.server.flagtest.FlagTest;
import dev.firstlight.server.flagtest.FlagTests;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.wire.FlagJson;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Each environment as it would be, checked by the compiler that servers and SDKs use; what the code says is then written
 * as the API writes it, so that it can be compared.
 */
final class Rulesets {

    private final Code wanted;
    private final ServerState state;
    private final Removal removal;
    private final Complaints complaints;
    private final Set<String> regions;
    private final Map<String, List<String>> groups = new TreeMap<>();

    private Rulesets(Code wanted, ServerState state, Removal removal, Complaints complaints) {
        this.wanted = wanted;
        this.state = state;
        this.removal = removal;
        this.complaints = complaints;
        this.regions = union(state.code().regions(), wanted.regions(), Set.of()).keySet();
        union(state.code().groups(), wanted.groups(), removal.groups()).forEach((key, group) -> {
            List<String> texts = new ArrayList<>();
            group.forEach(region -> texts.add(region.asText()));
            groups.put(key, texts);
        });
    }

    /** Checks and completes what is wanted. */
    static void check(Code wanted, ServerState state, Removal removal, Complaints complaints) {
        Rulesets rulesets = new Rulesets(wanted, state, removal, complaints);
        Shapes.check(wanted, rulesets.regions, complaints);
        Set<String> environments = new TreeSet<>(state.code().environments().keySet());
        environments.addAll(wanted.environments().keySet());
        environments.forEach(rulesets::environment);
    }

    private static <T> Map<String, T> union(Map<String, T> there, Map<String, T> more, Set<String> without) {
        Map<String, T> all = new TreeMap<>(there);
        all.putAll(more);
        all.keySet().removeAll(without);
        return all;
    }

    private void environment(String environment) {
        String root = Problem.at("/environments", environment);
        Map<String, SegmentSpec> segments = new TreeMap<>();
        union(
                        state.code().segments(environment),
                        wanted.segments(environment),
                        removal.segments().getOrDefault(environment, Set.of()))
                .forEach((key, segment) -> segments.put(key, segment(root, environment, key, segment)));
        Map<String, FlagSpec> flags = new TreeMap<>();
        union(state.code().flags(), wanted.flags(), removal.flags()).forEach((key, flag) -> {
            FlagSpec spec = flag(root, environment, key, flag);
            if (spec != null) {
                flags.put(key, spec);
            }
        });
        RulesetSpec spec = new RulesetSpec("project", environment, 1, 1, groups, flags, segments);
        List<Problem> found = Ruleset.check(spec, Limits.SERVER);
        if (found.isEmpty()) {
            tests(root, environment, Ruleset.compile(spec));
        }
        for (Problem problem : found) {
            String[] names = problem.pointer().split("/", 4);
            boolean flag = names.length > 2 && names[1].equals("flags");
            complaints.add(
                    flag
                            ? told(root, names[2], names.length == 4 ? "/" + names[3] : "")
                            : problem.pointer().startsWith("/segments/") ? root + problem.pointer() : problem.pointer(),
                    problem.detail());
        }
    }

    /** The tests that the code has, asked of what it would make; those of large lists of keys only the server can judge. */
    private void tests(String root, String environment, Ruleset ruleset) {
        wanted.targetings(environment).forEach((key, ours) -> {
            String pointer = Problem.at(root + "/flags", key);
            try {
                FlagTests tests = FlagTests.read(ours.path(Field.TESTS));
                ours.set(Field.TESTS, ServerReader.plain(tests.json()));
                List<FlagTest.Outcome> outcomes = tests.run(ruleset, key);
                for (int i = 0; i < outcomes.size(); i++) {
                    FlagTest.Outcome outcome = outcomes.get(i);
                    if (!outcome.holds() && outcome.gave().errorCode() == null) {
                        complaints.add(pointer + "/tests/" + i, outcome.sentence());
                    }
                }
            } catch (Failure e) {
                e.told(entry -> {
                    complaints.add(pointer + entry.pointer(), entry.detail());
                    return entry;
                });
            }
        });
    }

    private SegmentSpec segment(String root, String environment, String key, ObjectNode segment) {
        ObjectNode document = segment.deepCopy();
        document.remove("name");
        List<Problem> problems = new ArrayList<>();
        boolean ours = wanted.segments(environment).containsKey(key);
        String pointer = Problem.at(root + "/segments", key);
        SegmentSpec spec = SegmentJson.read(document, pointer, ours ? Mode.STRICT : Mode.LENIENT, problems);
        if (ours) {
            problems.forEach(problem -> complaints.add(problem.pointer(), problem.detail()));
            if (!segment.path("name").isNull() && !segment.path("name").isTextual()) {
                complaints.add(pointer + "/name", "\"name\" is a string; put it in quotation marks.");
            }
            if (problems.isEmpty()) {
                segment.setAll(ServerReader.only(
                        SegmentJson.write(spec), Field.SEGMENT.subList(1, Field.SEGMENT.size()), null));
            }
        }
        return spec;
    }

    private @Nullable FlagSpec flag(String root, String environment, String key, ObjectNode flag) {
        ObjectNode ours = wanted.targetings(environment).get(key);
        ObjectNode there = state.code().targetings(environment).get(key);
        ObjectNode targeting = ours != null ? ours : there != null ? there : Wanted.freshTargeting(flag, null);
        ObjectNode document = targeting.deepCopy();
        document.remove(Field.TESTS);
        document.set(Field.TYPE, flag.path(Field.TYPE));
        document.set(Field.VARIANTS, flag.path(Field.VARIANTS));
        document.put(Field.SALT, flag.path(Field.SALT).asText("salt"));
        document.put("clientVisible", flag.path("clientVisible").asBoolean());
        List<Problem> problems = new ArrayList<>();
        boolean said = ours != null || wanted.flags().containsKey(key);
        FlagSpec spec = FlagJson.read(document, "", said ? Mode.STRICT : Mode.LENIENT, problems);
        problems.forEach(problem -> complaints.add(told(root, key, problem.pointer()), problem.detail()));
        if (spec == null) {
            return null;
        }
        regions(spec, problem -> complaints.add(told(root, key, problem.pointer()), problem.detail()));
        if (ours != null) {
            ours.setAll(ServerReader.only(FlagJson.write(spec), Field.SERVED, null));
        }
        return spec;
    }

    /** A pointer into a flag as the wire has it, as one into our document. */
    private String told(String root, String key, String pointer) {
        boolean own = List.of(Field.TYPE, Field.VARIANTS, Field.SALT).stream()
                .anyMatch(field -> pointer.equals("/" + field) || pointer.startsWith("/" + field + "/"));
        return Problem.at((own ? "" : root) + "/flags", key) + pointer;
    }

    private void regions(FlagSpec flag, Consumer<Problem> found) {
        for (int i = 0; i < flag.rules().size(); i++) {
            Rule rule = flag.rules().get(i);
            regions(rule.serve(), "/rules/" + i + "/serve", found);
        }
        regions(flag.defaultServe(), "/default", found);
    }

    private void regions(Serve serve, String pointer, Consumer<Problem> found) {
        if (!(serve instanceof Serve.Split split)) {
            return;
        }
        for (int i = 0; i < split.regions().size(); i++) {
            List<String> in = split.regions().get(i).in();
            for (int j = 0; j < in.size(); j++) {
                if (!regions.contains(in.get(j)) && !groups.containsKey(in.get(j))) {
                    found.accept(new Problem(
                            pointer + "/split/regions/" + i + "/in/" + j,
                            "There is no region or group \"" + in.get(j) + "\"; the regions are "
                                    + String.join(", ", regions) + "."));
                }
            }
        }
    }
}
