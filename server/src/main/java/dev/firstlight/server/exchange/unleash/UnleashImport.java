package dev.firstlight.server.exchange.unleash;

import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Gathering;
import dev.firstlight.server.exchange.Imported;
import java.util.List;

/** What a document becomes. */
final class UnleashImport {

    private UnleashImport() {}

    static Imported read(UnleashState state) {
        Fields fields = new Fields(state);
        Gathering gathering = new Gathering();
        for (String field : fields.numbers()) {
            gathering.differs(
                    "",
                    "The field '" + field + "' is compared as a number: send it as one, " + fields.sent(field) + ".");
        }
        state.segments()
                .forEach((id, found) -> gathering.segment(
                        UnleashState.segment(id),
                        found.pointer(),
                        remarks -> new SegmentSpec(
                                List.of(),
                                List.of(),
                                Conditions.all(new ConstraintImport(fields, remarks)
                                        .all(found.node().path("constraints"), found.pointer() + "/constraints")),
                                null)));
        state.features()
                .forEach((name, found) -> gathering.flag(
                        name, found.pointer(), remarks -> new FeatureImport(state, found, fields, remarks).read()));
        return gathering.accepted();
    }
}
