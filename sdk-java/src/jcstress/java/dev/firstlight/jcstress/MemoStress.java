package dev.firstlight.jcstress;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** One context that two threads evaluate a split for, the first time for both: what it remembers is whole, or not there. */
@JCStressTest
@Outcome(id = "on 7, on 7", expect = Expect.ACCEPTABLE, desc = "the same answer")
@Outcome(expect = Expect.FORBIDDEN, desc = "half an answer")
@State
public class MemoStress {

    private static final FlagClient CLIENT =
            FlagClient.builder().offline(true).bootstrap(Rulesets.split(7)).build();

    private final Context alice = Context.of("alice").with("plan", "gold");

    /** Asks. */
    @Actor
    public void asks(LL_Result result) {
        result.r1 = answer();
    }

    /** Asks as well. */
    @Actor
    public void asksAsWell(LL_Result result) {
        result.r2 = answer();
    }

    private String answer() {
        var evaluation = CLIENT.intEvaluation("split", alice, -1);
        return evaluation.variant() + " " + evaluation.value();
    }
}
