package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Assignment.Arm;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Something happens to a unit again while what waits is taken out for a batch: it is in this batch or in the next, once. */
@JCStressTest
@Outcome(
        id = {"1, 2, 0, 0", "1, 1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "exposed once, and happened twice in all")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or told twice")
@State
public class UnitLogStress {

    private static final Assignment ALICE = new Assignment("r", 0, "nz", Arm.TREATMENT, "alice");

    private final UnitLog log = new UnitLog();

    /** To whom it happened once. */
    public UnitLogStress() {
        log.exposed(ALICE);
        log.happened(ALICE, "error");
    }

    /** It happens again. */
    @Actor
    public void happens() {
        log.exposed(ALICE);
        log.happened(ALICE, "error");
    }

    /** What waits goes into a batch. */
    @Actor
    public void drains(IIII_Result result) {
        DrainedUnits drained = log.drain();
        result.r1 = exposed(drained);
        result.r2 = happened(drained);
    }

    /** What is left goes into the next. */
    @Arbiter
    public void drainsTheRest(IIII_Result result) {
        DrainedUnits drained = log.drain();
        result.r3 = exposed(drained);
        result.r4 = happened(drained);
    }

    private static int exposed(DrainedUnits drained) {
        return drained.exposures().stream()
                .mapToInt(each -> each.units().size())
                .sum();
    }

    private static int happened(DrainedUnits drained) {
        return drained.outcomes().stream()
                .mapToInt(each -> each.counts().isEmpty() ? each.units().size() : sum(each.counts()))
                .sum();
    }

    private static int sum(List<Long> counts) {
        return counts.stream().mapToInt(Long::intValue).sum();
    }
}
