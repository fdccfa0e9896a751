package dev.firstlight.server.guard.bench;

import dev.firstlight.server.guard.Counted;
import dev.firstlight.server.guard.Evidence;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.GuardJudge;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.LateOnset;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Worse;
import dev.firstlight.server.metric.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One look of the judge at all guards of a release, after three days of restarts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class VerdictBenchmark {
    private static final int RESTARTS = 144;

    @Param("1")
    public int guards;

    @Param("5")
    public int regions;

    @Param("3")
    public int stages;

    private List<Evidence> evidence;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        evidence = new ArrayList<>();
        for (int guard = 0; guard < guards; guard++) {
            Counted counted = new Counted(List.of(), LateOnset.begin());
            for (int restart = 1; restart <= RESTARTS; restart++) {
                counted = new Counted(strata(random, restart), counted.onset()).restarted(Worse.HIGHER);
            }
            evidence.add(new Evidence(new Guard("m" + guard, "metric", 0.5), counted, false, null));
        }
    }

    private List<Stratum> strata(SplittableRandom random, int restart) {
        List<Stratum> strata = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            for (int region = 0; region < regions; region++) {
                Count treatment = new Count(1_000L * restart, 5L * restart + random.nextInt(10));
                Count control = new Count(9_000L * restart, 45L * restart + random.nextInt(30));
                strata.add(new Stratum("region" + region, stage, 0.1, treatment, control));
            }
        }
        return strata;
    }

    @Benchmark
    public List<Judgement> judge() {
        return GuardJudge.judge(evidence, regions);
    }
}
