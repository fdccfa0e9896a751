package dev.firstlight.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One evaluation by one candidate: every time another flag, and another user where the workload has new ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class EvaluationBenchmark {

    @Param("CORE")
    public Candidate candidate;

    @Param("TOGGLE")
    public Workload workload;

    @Param("100")
    public int flags;

    private Peer peer;
    private boolean fresh;
    private boolean attributes;
    private Object user;

    /** Where a thread is in its round. */
    @State(Scope.Thread)
    public static class Turn {
        private String[] flags;
        private String[] users;
        private int flag;
        private int user;

        @Setup
        public void setUp(EvaluationBenchmark of) {
            flags = Questions.flags(of.flags);
            users = Questions.users();
        }

        String flag() {
            flag = flag + 1 == flags.length ? 0 : flag + 1;
            return flags[flag];
        }

        String user() {
            user = user + 1 == users.length ? 0 : user + 1;
            return users[user];
        }
    }

    @Setup
    public void setUp() throws Exception {
        peer = candidate.open(workload, flags);
        fresh = workload.fresh;
        attributes = workload.hasAttributes();
        user = peer.user(Questions.users()[1], attributes);
    }

    @TearDown
    public void tearDown() throws Exception {
        peer.close();
    }

    @Benchmark
    public Object evaluate(Turn turn) {
        return peer.evaluate(turn.flag(), fresh ? peer.user(turn.user(), attributes) : user);
    }
}
