package dev.firstlight.server.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.guard.Averaged;
import dev.firstlight.server.guard.Comparison;
import dev.firstlight.server.guard.GuardSentence;
import dev.firstlight.server.guard.Interval;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Moments;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.platform.Json;
import java.util.List;

/** The counters that decided, with the evidence they gave: enough to judge again and get the same. */
final class EvidenceJson {
    private EvidenceJson() {}

    static String write(List<Judgement> judgements) {
        ObjectNode json = Json.object();
        ArrayNode guards = json.putArray("guards");
        judgements.forEach(j -> guards.add(of(j)));
        return Json.write(json);
    }

    static ObjectNode of(Judgement j) {
        ObjectNode guard = Json.object()
                .put("metric", j.guard().metric())
                .put("kind", j.measured().word())
                .put("margin", j.guard().margin())
                .put("verdict", j.verdict().name())
                .put("cause", j.cause().name())
                .put("lnEvidence", j.lnFail())
                .put("lnPassEvidence", j.lnPass())
                .put("weight", j.weight())
                .put("holdAt", j.holdAt())
                .put("rollbackAt", j.rollbackAt())
                .put("sentence", GuardSentence.of(j));
        Comparison comparison = Comparison.of(j);
        write(comparison.difference(), guard, "difference");
        write(comparison.ratio(), guard, "ratio");
        ArrayNode strata = guard.putArray("strata");
        j.strata().forEach(s -> write(s, strata.addObject()));
        if (j.measured() instanceof Averaged averaged) {
            ArrayNode means = guard.putArray("means");
            averaged.means().forEach(s -> {
                ObjectNode mean = means.addObject().put("region", s.region()).put("stage", s.stage());
                write(s.treatment(), mean.putObject("treatment"));
                write(s.control(), mean.putObject("control"));
            });
        }
        return guard;
    }

    private static void write(Moments moments, ObjectNode json) {
        json.put("units", moments.units()).put("sum", moments.sum()).put("sumOfSquares", moments.sumOfSquares());
    }

    private static void write(Interval interval, ObjectNode json, String field) {
        if (interval.estimate() != null || interval.low() != null) {
            json.putObject(field)
                    .put("estimate", interval.estimate())
                    .put("low", interval.low())
                    .put("high", interval.high());
        }
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
