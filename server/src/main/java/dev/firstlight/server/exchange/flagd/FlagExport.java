package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Map;

/** What one flag becomes: targets and rules are the branches of one {@code if}, in their order. */
final class FlagExport {

    private final String key;
    private final FlagSpec flag;
    private final String pointer;
    private final LogicExport logic;
    private final Map<String, List<String>> regionGroups;
    private final Remarks remarks;
    private final String defaultVariant;

    FlagExport(
            String key,
            FlagSpec flag,
            String pointer,
            LogicExport logic,
            Map<String, List<String>> regionGroups,
            Remarks remarks) {
        this.key = key;
        this.flag = flag;
        this.pointer = pointer;
        this.logic = logic;
        this.regionGroups = regionGroups;
        this.remarks = remarks;
        this.defaultVariant = flag.enabled() ? last(flag.defaultServe(), pointer) : flag.offVariant();
    }

    ObjectNode write() {
        ObjectNode written = Json.object().put("state", "ENABLED");
        written.set("variants", Json.node(flag.variants()));
        written.put("defaultVariant", defaultVariant);
        if (!flag.enabled()) {
            remarks.differs(
                    pointer + "/enabled",
                    "The flag is off, so it serves '" + defaultVariant
                            + "' to everybody there; turn it on first to take its rules along.");
            return written;
        }
        if (!flag.prerequisites().isEmpty()) {
            throw new Refused(
                    pointer + "/prerequisites", "A flag cannot depend on another there; say it in conditions.");
        }
        if (flag.release() != null) {
            remarks.differs(pointer + "/release", "A release runs; there the flag stays at the stage it has now.");
        }
        ArrayNode branches = branches();
        JsonNode otherwise = serve(flag.defaultServe(), pointer + "/default");
        if (!branches.isEmpty()) {
            written.set("targeting", Json.object().set("if", branches.add(otherwise)));
        } else if (otherwise.isObject()) {
            written.set("targeting", otherwise);
        }
        return written;
    }

    private ArrayNode branches() {
        ArrayNode branches = Json.list();
        for (Target target : flag.targets()) {
            JsonNode who = LogicExport.among(LogicExport.variable(Context.TARGETING_KEY), target.keys());
            branches.add(who).add(target.variant());
        }
        for (int i = 0; i < flag.rules().size(); i++) {
            Rule rule = flag.rules().get(i);
            String at = Problem.at(pointer + "/rules", i);
            branches.add(logic.condition(rule.when(), at + "/when")).add(serve(rule.serve(), at + "/serve"));
        }
        return branches;
    }

    private JsonNode serve(Serve serve, String at) {
        if (!(serve instanceof Serve.Split split)) {
            return Json.node(last(serve, at));
        }
        SplitExport export = new SplitExport(key, flag.salt(), split, defaultVariant, logic);
        JsonNode elsewhere = export.write(split.ranges(), at + "/split");
        if (split.regions().isEmpty()) {
            return elsewhere;
        }
        logic.region(at + "/split/regions");
        ArrayNode branches = Json.list();
        for (RegionalRanges regional : split.regions()) {
            List<String> regions = regional.in().stream()
                    .flatMap(name -> regionGroups.getOrDefault(name, List.of(name)).stream())
                    .distinct()
                    .toList();
            branches.add(LogicExport.among(LogicExport.variable("region"), regions))
                    .add(export.write(regional.ranges(), at + "/split"));
        }
        return Json.object().set("if", branches.add(elsewhere));
    }

    /** What is served where there is no unit. */
    private static String last(Serve serve, String at) {
        if (serve instanceof Serve.Variant fixed) {
            return fixed.variant();
        }
        if (serve instanceof Serve.Split split && !split.ranges().isEmpty()) {
            List<Range> ranges = split.ranges();
            return ranges.get(ranges.size() - 1).variant();
        }
        throw new Refused(at, "This cannot be read; correct it first.");
    }
}
