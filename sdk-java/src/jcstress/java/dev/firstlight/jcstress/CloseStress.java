package dev.firstlight.jcstress;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/** A close while another thread swaps and asks: the swap comes wholly or is refused, and evaluations go on. */
@JCStressTest
@Outcome(id = "true, 2, 2", expect = Expect.ACCEPTABLE, desc = "swapped before it was closed")
@Outcome(id = "false, 1, 1", expect = Expect.ACCEPTABLE, desc = "closed before it was swapped")
@Outcome(expect = Expect.FORBIDDEN, desc = "a fallback, or a swap that came only in part")
@State
public class CloseStress {

    private static final Context ALICE = Context.of("alice");
    private static final String FIRST = Rulesets.at(1);
    private static final String SECOND = Rulesets.at(2);

    private final FlagClient client =
            FlagClient.builder().offline(true).bootstrap(FIRST).build();

    /** Closes. */
    @Actor
    public void closes() {
        client.close();
    }

    /** Swaps, and asks. */
    @Actor
    public void swapsAndAsks(ZJJ_Result result) {
        result.r1 = client.serve(SECOND);
        result.r2 = client.intValue("revision", ALICE, -1);
        client.track("metric", ALICE, 1);
    }

    /** Asks when both are done. */
    @Arbiter
    public void asks(ZJJ_Result result) {
        result.r3 = client.intValue("revision", ALICE, -1);
    }
}
