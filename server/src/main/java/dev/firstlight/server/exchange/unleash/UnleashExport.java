package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.Packing;
import dev.firstlight.wire.Json;

/** Writes what {@code /api/client/features} gives: {@code {"version", "features", "segments"}}. Units keep their parts. */
public final class UnleashExport {

    private static final int VERSION = 2;

    private UnleashExport() {}

    /** What a flag is called there: an imported feature has the name it had. */
    public static String name(String key, FlagSpec flag) {
        return FeatureExport.name(key, flag);
    }

    /** What a ruleset becomes. */
    public static Exported of(RulesetSpec spec) {
        ArrayNode features = Json.list();
        Packing packing = new Packing(spec);
        AudienceExport audiences = new AudienceExport(spec.segments());
        DependencyExport dependencies = new DependencyExport(spec);
        packing.flags(
                (key, flag, pointer, remarks) -> features.add(new FeatureExport(key, flag, pointer, audiences, remarks)
                        .write(spec.regionGroups(), dependencies.write(flag, pointer))));
        if (!features.isEmpty()) {
            packing.differs(
                    "/flags",
                    "Contexts hold texts there: the targeting key is 'userId', attributes are properties, numbers and"
                            + " true and false are sent as texts and lists not at all, and an empty text is as good as"
                            + " none.");
        }
        ObjectNode document = Json.object().put("version", VERSION);
        document.set("features", features);
        document.set("segments", audiences.written(features));
        return new Exported(document, packing.remarks());
    }
}
