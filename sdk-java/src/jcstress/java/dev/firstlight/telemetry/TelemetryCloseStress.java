package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.Assignment.Arm;
import java.net.URI;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** A close while another thread tracks: nothing throws, and what was tracked is there to be counted, however late it came. */
@JCStressTest
@Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "an exposure, an event and a measurement")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or told twice")
@State
public class TelemetryCloseStress {

    private static final Assignment ALICE = new Assignment("r", 0, "nz", Arm.TREATMENT, "alice");
    private static final TelemetryConfig CONFIG =
            new TelemetryConfig(URI.create("http://localhost"), "fls_test", "nz", TelemetryConfig.Timing.DEFAULT);

    private final Telemetry telemetry = new Telemetry(CONFIG);

    /** Closes. */
    @Actor
    public void closes() {
        telemetry.close();
    }

    /** Tracks. */
    @Actor
    public void tracks() {
        telemetry.happened(ALICE, "error");
        telemetry.measured(ALICE, "latency", 1);
    }

    /** Counts when both are done. */
    @Arbiter
    public void counts(J_Result result) {
        result.r1 = telemetry.counts().waiting();
    }
}
