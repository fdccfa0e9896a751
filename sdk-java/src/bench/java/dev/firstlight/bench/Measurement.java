package dev.firstlight.bench;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One benchmark with its parameters.
 *
 * @param title says which it is
 */
record Measurement(String title, Class<?> benchmark, Map<String, String> parameters, int threads) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UPS = 4;
    private static final int TIMES = 3;

    static Measurement of(Candidate candidate, Workload workload, int flags, int threads) {
        String title = candidate.title + ", " + workload.title + (flags == Bench.FLAGS ? "" : ", " + flags + " flags")
                + (threads == 1 ? "" : ", " + threads + " threads");
        Map<String, String> parameters =
                Map.of("candidate", candidate.name(), "workload", workload.name(), "flags", flags + "");
        return new Measurement(title, EvaluationBenchmark.class, parameters, threads);
    }

    static Measurement ofRules(int rules) {
        return new Measurement(
                rules + " rules that do not match", RulesBenchmark.class, Map.of("rules", rules + ""), 1);
    }

    static Measurement ofLargeSegment() {
        return new Measurement("a segment of 1,000,000 keys", LargeSegmentBenchmark.class, Map.of(), 1);
    }

    /** Measures once, in a virtual machine of its own. */
    void run(double seconds, Measured into) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(Math.max(1, Math.round(seconds * 1_000)));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\b" + benchmark.getSimpleName() + "\\.")
                .forks(1)
                .threads(threads)
                .warmupIterations(WARM_UPS)
                .warmupTime(time)
                .measurementIterations(TIMES)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms512m", "-Xmx512m", "-Djmh.ignoreLock=true")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach((name, value) -> options.param(name, value));
        List<RunResult> results = List.copyOf(new Runner(options.build()).run());
        RunResult result = results.get(0);
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        into.add(result.getPrimaryResult().getScore(), allocated == null ? 0 : allocated.getScore());
    }
}
