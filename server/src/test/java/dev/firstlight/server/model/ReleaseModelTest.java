package dev.firstlight.server.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every state that two leaders, people and the evidence can bring a release to. */
class ReleaseModelTest extends ModelChecks {

    private static final List<String> ALWAYS = List.of(
            "EndsOnce",
            "RollbackServesControl",
            "NoGateSkipped",
            "NoStartInAFreeze",
            "NoApprovalSkipped",
            "OneStageALook",
            "AnAdvanceAdvances",
            "EventsAreNumbered",
            "Fenced",
            "ServesWhatItSays",
            "EditsStay",
            "RulesStay",
            "NoRetryUnseen");
    private static final List<String> SOMETIME = List.of("NoLostRollback", "TooManyRegions");

    /** Where a stage waits for something. */
    private static final ReleaseWorld GATED = ReleaseWorld.SMALL.asking("\"verdict\"");

    ReleaseModelTest() {
        super("Release", Set.copyOf(SOMETIME));
    }

    @Override
    List<Removal> removals() {
        return List.of(
                without("NO_TOKEN_IN_THE_CLAIM", "Fenced", GATED),
                without("TOKEN_STAYS_THE_SAME", "Fenced", GATED),
                without("NO_VERSION_IN_THE_CLAIM", "EndsOnce", GATED),
                without("NOT_READ_AGAIN_AFTER_A_LOST_CLAIM", "NoGateSkipped", GATED),
                without("FREEZE_IS_NOT_READ_AGAIN", "NoGateSkipped", GATED),
                without("APPROVAL_IS_NOT_ASKED", "NoApprovalSkipped", ReleaseWorld.SMALL.asking("\"approval\"")),
                without("DEFAULT_READ_BEFORE_THE_LOCK", "EditsStay", GATED),
                without("ONLY_RUNNING_IS_JUDGED", "NoLostRollback", ReleaseWorld.TINY),
                without("WATCH_IS_NOT_JUDGED", "NoLostRollback", ReleaseWorld.TINY.alone()),
                without("REGIONS_DO_NOT_ESCALATE", "TooManyRegions", ReleaseWorld.TINY_BY_REGION),
                without("STOPPED_TRANSACTIONS_STAY", "NoLostRollback", ReleaseWorld.TINY.alone()),
                without("RULES_READ_BEFORE_THE_LOCK", "RulesStay", ReleaseWorld.TINY_BESIDE),
                without("PERMITTED_BEFORE_THE_LOCK", "NoRetryUnseen", ReleaseWorld.TINY_BESIDE),
                without("RETRIES_ARE_NOT_ASKED_ABOUT", "NoRetryUnseen", ReleaseWorld.TINY_BESIDE));
    }

    @Override
    List<Check> small() {
        return List.of(
                new Check(ReleaseWorld.SMALL, ALWAYS),
                new Check(ReleaseWorld.TINY_BESIDE, ALWAYS),
                new Check(ReleaseWorld.TINY, SOMETIME),
                new Check(
                        ReleaseWorld.TINY_BY_REGION,
                        Stream.concat(ALWAYS.stream(), SOMETIME.stream()).toList()));
    }

    @Override
    List<Check> large() {
        return List.of(
                new Check(ReleaseWorld.MIDDLE, SOMETIME),
                new Check(ReleaseWorld.MIDDLE_BY_REGION, SOMETIME),
                new Check(ReleaseWorld.MIDDLE, ALWAYS),
                new Check(ReleaseWorld.ALL_GATES, ALWAYS),
                new Check(ReleaseWorld.SMALL.beside("\"retry\", \"rules\""), ALWAYS),
                new Check(ReleaseWorld.MORE_REGIONS, ALWAYS),
                new Check(ReleaseWorld.MORE_STOPS_AND_ACTS, ALWAYS));
    }
}
