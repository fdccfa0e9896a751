package dev.firstlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came out, as tables in Markdown. */
final class Report {

    private static final String BEGIN = "<!-- generated -->\n";
    private static final String END = "<!-- end of generated -->\n";
    private static final double BYTES_A_MEGABYTE = 1e6;

    private final Map<Measurement, Measured> results;
    private final long segmentBytes;
    private final StringBuilder text = new StringBuilder();

    Report(Map<Measurement, Measured> results, long segmentBytes) {
        this.results = results;
        this.segmentBytes = segmentBytes;
    }

    /** How it came about. */
    static String header(int rounds, double seconds, double load, long minutes) {
        return String.format(
                Locale.ROOT,
                "`./mvnw -Pbench` on %s: %s %s, %d cores, load average %.1f at the start; medians of %d rounds, each of"
                        + " which measures everything once, 3 × %.1f s in a fresh virtual machine after 4 × %.1f s of"
                        + " warming up; %d minutes in all.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                load,
                rounds,
                seconds,
                seconds,
                minutes);
    }

    /** Replaces the generated part of a file. */
    static void write(Path file, String generated) throws IOException {
        String before = Files.readString(file);
        int from = before.indexOf(BEGIN);
        int to = before.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(file + " has no generated part");
        }
        Files.writeString(file, before.substring(0, from) + BEGIN + '\n' + generated + before.substring(to));
    }

    String tables() {
        text.setLength(0);
        candidates();
        goals();
        return text.toString();
    }

    private void candidates() {
        text.append("| ns / bytes an evaluation (× our client's time)");
        for (Workload workload : Workload.values()) {
            text.append(" | ").append(workload.title);
        }
        text.append(" |\n|---").append("|---".repeat(Workload.values().length)).append("|\n");
        for (Candidate candidate : Candidate.values()) {
            text.append("| ").append(candidate.title);
            for (Workload workload : Workload.values()) {
                text.append(" | ").append(cell(candidate, workload));
            }
            text.append(" |\n");
        }
    }

    private String cell(Candidate candidate, Workload workload) {
        Measured measured = of(candidate, workload);
        if (measured == null) {
            return "–";
        }
        Measured ours = of(Candidate.CLIENT, workload);
        return candidate.isOurs() || ours == null
                ? measured.toString()
                : measured + " (" + Measured.number(measured.nanos() / ours.nanos()) + "×)";
    }

    private @Nullable Measured of(Candidate candidate, Workload workload) {
        return results.get(Measurement.of(candidate, workload, Bench.FLAGS, 1));
    }

    private void goals() {
        text.append("\n| goal | measured | |\n|---|---|---|\n");
        for (Workload workload : Workload.values()) {
            workload(workload);
        }
        Measured core = of(Candidate.CORE, Workload.TOGGLE);
        Measured client = of(Candidate.CLIENT, Workload.TOGGLE);
        if (core != null && client != null) {
            double counting = client.nanos() - core.nanos();
            goal(
                    "counting adds ≤ 10 ns, 0 bytes",
                    Measured.number(counting) + " ns, " + (client.bytes() - core.bytes()) + " bytes",
                    counting <= 10 && client.bytes() <= core.bytes());
        }
        threads(core, Candidate.CORE);
        threads(client, Candidate.CLIENT);
        Measured few = results.get(Measurement.of(Candidate.CORE, Workload.TOGGLE, Bench.FEW_FLAGS, 1));
        Measured many = results.get(Measurement.of(Candidate.CORE, Workload.TOGGLE, Bench.MANY_FLAGS, 1));
        if (few != null && many != null) {
            double times = many.nanos() / few.nanos();
            goal(
                    "10,000 flags take ≤ 4 × the time of 10",
                    Measured.number(times) + " × (" + few + " → " + many + ')',
                    times <= 4);
        }
        Measured one = results.get(Measurement.ofRules(1));
        Measured more = results.get(Measurement.ofRules(Bench.MANY_RULES));
        if (one != null && more != null) {
            double each = (more.nanos() - one.nanos()) / (Bench.MANY_RULES - 1);
            goal(
                    "a rule that does not match adds ≤ 10 ns",
                    Measured.number(each) + " ns (1 rule " + one + ", 200 rules " + more + ')',
                    each <= 10);
        }
        Measured large = results.get(Measurement.ofLargeSegment());
        if (large != null) {
            double megabytes = segmentBytes / BYTES_A_MEGABYTE;
            goal(
                    "a segment of 1,000,000 keys: ≤ 250 ns, ≤ 20 MB",
                    large + ", " + Measured.number(megabytes) + " MB",
                    large.nanos() <= 250 && megabytes <= 20);
        }
    }

    private void workload(Workload workload) {
        Goal goal = Goal.of(workload);
        Measured ours = of(Candidate.CLIENT, workload);
        Measured peer = of(Candidate.LAUNCHDARKLY, workload);
        if (goal == null || ours == null || peer == null) {
            return;
        }
        double times = peer.nanos() / ours.nanos();
        String memory = goal.withoutMemory() ? ", 0 bytes" : "";
        goal(
                String.format(
                        Locale.ROOT,
                        "%s: ≤ %.0f ns%s, ≥ %.1f × LaunchDarkly",
                        workload.title,
                        goal.nanos(),
                        memory,
                        goal.times()),
                ours + ", " + Measured.number(times) + " ×",
                ours.nanos() <= goal.nanos() && (!goal.withoutMemory() || ours.bytes() == 0) && times >= goal.times());
    }

    private void threads(@Nullable Measured alone, Candidate candidate) {
        Measured two = results.get(Measurement.of(candidate, Workload.TOGGLE, Bench.FLAGS, 2));
        if (alone != null && two != null) {
            double times = 2 * alone.nanos() / two.nanos();
            goal(
                    "two threads do ≥ 1.8 × the work of one, " + candidate.title,
                    Measured.number(times) + " ×",
                    times >= 1.8);
        }
    }

    private void goal(String goal, String measured, boolean met) {
        text.append("| ").append(goal).append(" | ").append(measured);
        text.append(met ? " | met |\n" : " | **not met** |\n");
    }
}
