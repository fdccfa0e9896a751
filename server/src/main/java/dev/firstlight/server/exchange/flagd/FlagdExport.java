package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.Packing;
import dev.firstlight.wire.Json;

/** Writes flagd's {@code {"flags": …, "$evaluators": …}}. Units keep their buckets. */
public final class FlagdExport {

    private static final String SCHEMA = "https://flagd.dev/schema/v0/flags.json";

    private FlagdExport() {}

    /** What a ruleset becomes. */
    public static Exported of(RulesetSpec spec) {
        ObjectNode document = Json.object().put("$schema", SCHEMA);
        ObjectNode flags = document.putObject("flags");
        Packing packing = new Packing(spec);
        SegmentExport segments = new SegmentExport(spec.segments());
        packing.flags((key, flag, pointer, remarks) -> {
            LogicExport logic = new LogicExport(segments, remarks);
            flags.set(key, new FlagExport(key, flag, pointer, logic, spec.regionGroups(), remarks).write());
            segments.keep(logic.used());
        });
        if (!segments.evaluators().isEmpty()) {
            document.set("$evaluators", segments.evaluators());
        }
        if (!flags.isEmpty()) {
            packing.differs(
                    "/flags",
                    "Where an attribute is a list, conditions here look at its elements, and flagd compares the list"
                            + " itself. Send single values.");
        }
        return new Exported(document, packing.remarks());
    }
}
