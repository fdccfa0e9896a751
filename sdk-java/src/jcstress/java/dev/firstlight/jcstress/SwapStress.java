package dev.firstlight.jcstress;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;

/** A value, its variant and the revision it says it is of, and the value read next, while another thread swaps rulesets. */
@JCStressTest
@Outcome(
        id = {"1 v1 of 1, 1", "1 v1 of 1, 2", "2 v2 of 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one ruleset, and never back")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a ruleset, or a step back")
@State
public class SwapStress {

    private static final Context ALICE = Context.of("alice");
    private static final String FIRST = Rulesets.at(1);
    private static final String SECOND = Rulesets.at(2);

    private final FlagClient client =
            FlagClient.builder().offline(true).bootstrap(FIRST).build();

    /** Swaps. */
    @Actor
    public void swaps() {
        client.serve(SECOND);
    }

    /** Asks twice. */
    @Actor
    public void asks(LJ_Result result) {
        FlagEvaluation<Long> first = client.intEvaluation("revision", ALICE, -1);
        result.r2 = client.intValue("revision", ALICE, -1);
        result.r1 = first.value() + " " + first.variant() + " of "
                + first.metadata().revision();
    }
}
