package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.platform.Json;
import java.util.List;

/** The counters that decided, with the evidence they gave: enough to judge again and get the same. */
final class EvidenceJson {
    private EvidenceJson() {}

    static String write(List<Judgement> judgements) {
        ObjectNode json = Json.object();
        ArrayNode guards = json.putArray("guards");
        for (Judgement j : judgements) {
            ObjectNode guard = guards.addObject()
                    .put("metric", j.guard().metric())
                    .put("margin", j.guard().margin())
                    .put("verdict", j.verdict().name())
                    .put("lnEvidence", j.lnFail())
                    .put("lnPassEvidence", j.lnPass())
                    .put("weight", j.weight());
            ArrayNode strata = guard.putArray("strata");
            j.strata().forEach(s -> write(s, strata.addObject()));
        }
        return Json.write(json);
    }

    private static void write(Stratum s, ObjectNode json) {
        json.put("region", s.region())
                .put("stage", s.stage())
                .put("share", s.share())
                .put("treatmentUnits", s.treatmentState().units())
                .put("treatmentEvents", s.treatmentState().events())
                .put("controlUnits", s.controlState().units())
                .put("controlEvents", s.controlState().events());
    }
}
