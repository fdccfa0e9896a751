package dev.firstlight.jcstress;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A close, a swap and evaluations at once: the swap comes wholly or not at all, and evaluations go on. */
@JCStressTest
@Outcome(
        id = {"1, 1", "1, 2", "2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "before or after the swap")
@Outcome(expect = Expect.FORBIDDEN, desc = "a fallback, or a step back")
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

    /** Swaps. */
    @Actor
    public void swaps() {
        client.serve(SECOND);
    }

    /** Asks twice. */
    @Actor
    public void asks(JJ_Result result) {
        result.r1 = client.intValue("revision", ALICE, -1);
        result.r2 = client.intValue("revision", ALICE, -1);
    }
}
