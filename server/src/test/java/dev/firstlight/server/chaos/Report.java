package dev.firstlight.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run was, and what was seen in it. */
final class Report {

    private final Plan plan;
    private final List<String> rows = new ArrayList<>();
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Writable> writable = new ArrayList<>();
    private final long began = System.nanoTime();

    private record Writable(long from, long to, String while_) {}

    Report(Plan plan) {
        this.plan = plan;
    }

    /** Something that took so long; less than nothing where it took too long. */
    void row(String what, String until, long millis) {
        String took = millis < 0 ? "too long" : String.format(Locale.ROOT, "%,d", millis);
        rows.add("| " + seconds() + " | " + what + " | " + until + " | " + took + " |");
        says(what + ", " + until + ": " + took + " ms");
    }

    void figure(String what, long number) {
        figures.put(what, number);
    }

    void says(String what) {
        System.out.println("chaos " + plan.name() + " " + seconds() + " s: " + what);
    }

    private long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000L;
    }

    void counts(List<Op> ops, long looks) {
        ops.forEach(op -> counts.merge(op.kind() + " " + op.outcome().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
        counts.put("looks of observers", looks);
    }

    /** In this time no write may have failed. */
    void writable(long from, long to, String why) {
        writable.add(new Writable(from, to, why));
    }

    List<String> failedWhileWritable(List<Op> ops) {
        return ops.stream()
                .filter(op -> op.is(Op.Outcome.UNKNOWN) && Rows.WRITES.contains(op.kind()))
                .flatMap(op -> writable.stream()
                        .filter(span -> op.began() > span.from() && op.ended() < span.to())
                        .map(span -> "failed while " + span.while_() + ": " + op.line()))
                .toList();
    }

    void write(Path file, Findings findings) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# ")
                .append(plan.name())
                .append(", seed ")
                .append(plan.seed())
                .append("\n\n");
        text.append(findings.none() ? "Nothing is wrong.\n\n" : "**Wrong.**\n\n");
        text.append("On ").append(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        text.append(": Java ").append(System.getProperty("java.version"));
        text.append(", ").append(Runtime.getRuntime().availableProcessors()).append(" processors, ");
        text.append(seconds()).append(" s, ").append(plan.observers()).append(" observers, ");
        text.append(plan.loads())
                .append(plan.bugs().isEmpty() ? "" : ", bugs " + plan.bugs())
                .append(".\n\n");
        text.append("| s | what | until | ms |\n|---|---|---|---|\n").append(String.join("\n", rows));
        text.append("\n\n| | |\n|---|---|\n");
        counts.forEach((what, count) -> text.append(line(what, count)));
        figures.forEach((what, count) -> text.append(line(what, count)));
        text.append("\n| checker | found |\n|---|---|\n");
        findings.byChecker().forEach((checker, wrong) -> text.append(line(checker, wrong.size())));
        if (!findings.none()) {
            text.append(
                    findings.all().stream().map(one -> "- " + one + "\n").collect(Collectors.joining("", "\n", "")));
        }
        if (!Faults.missing().isEmpty()) {
            text.append("\nNot made here: ")
                    .append(String.join("; ", Faults.missing()))
                    .append(".\n");
        }
        Files.writeString(file, text);
    }

    private static String line(String what, long number) {
        return String.format(Locale.ROOT, "| %s | %,d |%n", what, number);
    }
}
