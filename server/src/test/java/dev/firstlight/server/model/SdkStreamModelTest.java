package dev.firstlight.server.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every state that servers, networks, a kill and a second process can bring an SDK and its file to. */
class SdkStreamModelTest extends ModelChecks {

    private static final List<String> ALWAYS =
            List.of("AtMostOneStream", "Whole", "NeverBack", "FileNeverOlder", "FileNeverEmptied", "FileAlwaysWhole");
    private static final List<String> SOMETIME = List.of("BecomesCurrent");
    private static final List<String> BOTH =
            Stream.concat(ALWAYS.stream(), SOMETIME.stream()).toList();

    private static final SdkStreamWorld QUIET = SdkStreamWorld.QUIET;
    private static final SdkStreamWorld TINY = SdkStreamWorld.TINY;

    SdkStreamModelTest() {
        super("SdkStream", Set.copyOf(SOMETIME));
    }

    @Override
    List<Removal> removals() {
        return List.of(
                without("OPENS_BESIDE_THE_OLD", "AtMostOneStream", QUIET),
                without("SILENCE_IS_NOT_NOTICED", "BecomesCurrent", TINY),
                without("NO_FAIL_OVER", "BecomesCurrent", TINY),
                without("NOTHING_AT_THE_OPENING", "BecomesCurrent", QUIET),
                without("EPOCHS_ARE_NOT_COMPARED", "BecomesCurrent", QUIET.restored()),
                without("WHATEVER_COMES_IS_TAKEN", "NeverBack", TINY),
                without("DIGEST_IS_NOT_CHECKED", "Whole", TINY),
                without("NEITHER_BASE_NOR_DIGEST", "Whole", SdkStreamWorld.MORE_CHANGES),
                without("APPLIED_IN_PIECES", "Whole", QUIET.upTo(3)),
                without("A_STALE_FILE_WINS", "NeverBack", QUIET.starting(2, 1)),
                without("AN_OLDER_ONE_IS_KEPT", "FileNeverOlder", QUIET),
                without("AN_EMPTY_ONE_IS_KEPT", "FileNeverEmptied", QUIET.emptied(2)),
                without("WRITTEN_IN_PLACE", "FileAlwaysWhole", QUIET.upTo(3).starting(0, 1)),
                without(
                        "HALF_A_FILE_IS_READ",
                        "Whole",
                        QUIET.upTo(3).starting(0, 1).killed()),
                without("KEPT_WITHOUT_A_LOCK", "FileNeverOlder", QUIET.upTo(3)));
    }

    @Override
    List<Check> small() {
        return List.of(
                new Check(SdkStreamWorld.SMALL, BOTH),
                new Check(SdkStreamWorld.KILLED, BOTH),
                new Check(SdkStreamWorld.RESTORED, BOTH),
                // The digest does for it, at the price of a fetch.
                new Check(SdkStreamWorld.SMALL.without("BASE_IS_NOT_CHECKED"), BOTH));
    }

    @Override
    List<Check> large() {
        return List.of(
                new Check(SdkStreamWorld.MORE_FAULTS, BOTH),
                new Check(SdkStreamWorld.RESTORED_AND_FAULTY, BOTH),
                // What must happen sometime is too dear here.
                new Check(SdkStreamWorld.MORE_CHANGES, ALWAYS));
    }
}
