package dev.firstlight.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many tests at once: each changes the same flag, and sees nobody else's change. */
@Execution(ExecutionMode.CONCURRENT)
class FlagOverrideInParallelTest {

    private static final Context ALICE = Context.of("alice");
    private static final AtomicInteger MOST = new AtomicInteger();
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger NUMBER = new AtomicInteger(10);

    @RepeatedTest(50)
    @FlagOverride(flag = "who", value = "1")
    void one(TestFlags flags, FlagClient client) throws Exception {
        changes(flags, client, 1);
    }

    @RepeatedTest(50)
    @FlagOverride(flag = "who", value = "2")
    void two(TestFlags flags, FlagClient client) throws Exception {
        changes(flags, client, 2);
    }

    private static void changes(TestFlags flags, FlagClient client, long who) throws Exception {
        MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
        try {
            assertThat(client.intValue("who", ALICE, 0)).isEqualTo(who);
            int own = NUMBER.incrementAndGet();
            flags.set("who", own);
            Thread.sleep(5);
            assertThat(client.intValue("who", ALICE, 0)).isEqualTo(own);
        } finally {
            RUNNING.decrementAndGet();
        }
    }

    @AfterAll
    static void wereAtOnce() {
        assertThat(MOST).hasValueGreaterThan(1);
    }
}
