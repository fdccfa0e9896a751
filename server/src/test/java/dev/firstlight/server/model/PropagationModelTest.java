package dev.firstlight.server.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every way in which a change can travel from a writer to SDKs, whatever becomes of hints, nodes and streams. */
class PropagationModelTest extends ModelChecks {

    private static final List<String> ALWAYS = List.of(
            "NothingUncommitted",
            "Whole",
            "AcknowledgedIsCommitted",
            "SdksNeverGoBack",
            "NodesNeverGoBack",
            "WhoIsToldFindsIt");
    private static final List<String> SOMETIME = List.of("NodesCatchUp", "SdksCatchUp");
    private static final List<String> BOTH =
            Stream.concat(ALWAYS.stream(), SOMETIME.stream()).toList();

    private static final PropagationWorld TINY = PropagationWorld.TINY;

    PropagationModelTest() {
        super("Propagation", Set.copyOf(SOMETIME));
    }

    @Override
    List<Removal> removals() {
        return List.of(
                without("REVISIONS_BY_A_SEQUENCE", "NodesCatchUp", TINY.writing(2)),
                without("PUBLISHED_BEFORE_THE_COMMIT", "NothingUncommitted", TINY),
                without("ACKNOWLEDGED_BEFORE_THE_COMMIT", "AcknowledgedIsCommitted", TINY),
                without("COMPILED_AFTER_THE_COMMIT", "NodesCatchUp", TINY),
                without("NO_POLL", "NodesCatchUp", TINY),
                without("NO_POLL", "SdksCatchUp", TINY),
                without("HINTS_ARE_TRUSTED", "Whole", TINY.writing(2)),
                without("READ_IN_PIECES", "Whole", TINY),
                without("SWAPPED_BACKWARDS", "NodesNeverGoBack", TINY.loading(2)),
                without("TOLD_BEFORE_THE_SWAP", "WhoIsToldFindsIt", TINY),
                without("NOBODY_COMPARES_POSITIONS", "SdksNeverGoBack", PropagationWorld.TWO_NODES),
                without("EPOCHS_ARE_NOT_COMPARED", "SdksCatchUp", TINY.restored(1)),
                without("RESTORED_WITHOUT_AN_EPOCH", "SdksCatchUp", TINY.restored(1)),
                without("THE_EPOCH_OF_AN_EARLIER_RESTORE", "SdksCatchUp", TINY.restored(2)));
    }

    @Override
    List<Check> small() {
        return List.of(new Check(PropagationWorld.SMALL, BOTH), new Check(PropagationWorld.RESTORED, BOTH));
    }

    @Override
    List<Check> large() {
        return List.of(
                new Check(PropagationWorld.MORE_LOADS, BOTH),
                new Check(PropagationWorld.MORE_NODES, BOTH),
                new Check(PropagationWorld.MORE_SDKS, BOTH),
                new Check(PropagationWorld.RESTORED_TWICE, ALWAYS));
    }
}
