package dev.firstlight.bench;

import dev.firstlight.core.Ruleset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How much a rule that does not match costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class RulesBenchmark {

    private static final int FLAGS = 10;

    @Param("1")
    public int rules;

    private Core core;
    private Object user;
    private String[] flags;
    private int flag;

    @Setup
    public void setUp() {
        core = new Core(Ruleset.compile(Rulesets.ofRules(FLAGS, rules)));
        user = core.user(Questions.member(1), true);
        flags = Questions.flags(FLAGS);
    }

    @Benchmark
    public Object evaluate() {
        flag = flag + 1 == FLAGS ? 0 : flag + 1;
        return core.evaluate(flags[flag], user);
    }
}
