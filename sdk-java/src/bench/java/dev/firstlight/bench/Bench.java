package dev.firstlight.bench;

import dev.firstlight.core.LargeSegment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Checks all candidates, measures them in turn, several rounds of it, and writes what came out. Settings are system
 * properties: {@code bench.seconds} (one of seven measurements in a round), {@code bench.rounds} and
 * {@code bench.only}, a pattern of what to measure.
 */
public final class Bench {

    static final int FLAGS = 100;
    static final int FEW_FLAGS = 10;
    static final int MANY_FLAGS = 10_000;
    static final int MANY_RULES = 200;

    private Bench() {}

    /**
     * Measures.
     *
     * @param args the file whose generated part is written
     */
    public static void main(String[] args) throws Exception {
        double seconds = Double.parseDouble(System.getProperty("bench.seconds", "0.2"));
        int rounds = Integer.getInteger("bench.rounds", 3);
        String only = System.getProperty("bench.only", ".*");
        System.setProperty("jmh.ignoreLock", "true");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long start = System.nanoTime();
        try {
            check();
        } catch (IllegalStateException e) {
            System.err.println("A candidate answers wrongly, so nothing is measured: " + e.getMessage());
            System.exit(1);
        }
        Map<Measurement, Measured> results = new LinkedHashMap<>();
        for (Measurement each : all()) {
            if (Pattern.compile(only).matcher(each.title()).find()) {
                results.put(each, new Measured());
            }
        }
        measure(results, seconds, rounds);
        Report report = new Report(results, segmentBytes());
        System.out.println(report.tables());
        if (only.equals(".*")) {
            long minutes = Math.round((System.nanoTime() - start) / 60e9);
            String header = Report.header(rounds, seconds, load, minutes);
            Report.write(Path.of(args[0]), header + report.tables());
        }
        System.exit(0); // some candidates leave threads behind
    }

    private static void check() throws Exception {
        for (Candidate candidate : Candidate.values()) {
            for (Workload workload : Workload.values()) {
                if (candidate.workloads.contains(workload)) {
                    candidate.open(workload, FLAGS).close();
                }
            }
            System.out.println("checked: " + candidate.title);
        }
    }

    private static List<Measurement> all() {
        List<Measurement> all = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            for (Candidate candidate : Candidate.values()) {
                if (candidate.workloads.contains(workload)) {
                    all.add(Measurement.of(candidate, workload, FLAGS, 1));
                }
            }
        }
        all.add(Measurement.of(Candidate.CORE, Workload.TOGGLE, FLAGS, 2));
        all.add(Measurement.of(Candidate.CLIENT, Workload.TOGGLE, FLAGS, 2));
        all.add(Measurement.of(Candidate.CORE, Workload.TOGGLE, FEW_FLAGS, 1));
        all.add(Measurement.of(Candidate.CORE, Workload.TOGGLE, MANY_FLAGS, 1));
        all.add(Measurement.ofRules(1));
        all.add(Measurement.ofRules(MANY_RULES));
        all.add(Measurement.ofLargeSegment());
        return all;
    }

    private static void measure(Map<Measurement, Measured> results, double seconds, int rounds) throws RunnerException {
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<Measurement, Measured> each : results.entrySet()) {
                each.getKey().run(seconds, each.getValue());
                System.out.println("round " + round + ", " + each.getKey().title() + ": " + each.getValue());
            }
        }
    }

    /** What a million keys take of the heap. */
    private static long segmentBytes() throws IOException {
        long before = used();
        LargeSegment segment = LargeSegmentBenchmark.million();
        long after = used();
        if (segment.count() != LargeSegment.MAX_COUNT) {
            throw new IOException("two keys of the large segment have one hash");
        }
        return after - before;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
