package dev.firstlight.server.guard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures a verdict for releases of several sizes and writes the table. */
public final class Bench {
    private static final String BEGIN = "<!-- verdict -->\n";
    private static final String END = "<!-- end verdict -->";
    // Guards and regions.
    private static final int[][] SIZES = {{1, 1}, {1, 5}, {5, 5}, {10, 5}, {10, 20}};

    private Bench() {}

    /**
     * Measures.
     *
     * @param args the page whose generated part is written
     */
    public static void main(String[] args) throws RunnerException, IOException {
        System.setProperty("jmh.ignoreLock", "true");
        long millis = Math.round(1_000 * Double.parseDouble(System.getProperty("bench.seconds", "0.2")));
        StringBuilder table =
                new StringBuilder("| guards | regions | stages | a look, µs | ± 99.9 % | a guard and scope, µs |\n"
                        + "|---|---|---|---|---|---|\n");
        for (int[] size : SIZES) {
            Result<?> result = measure(size[0], size[1], TimeValue.milliseconds(millis));
            int scopes = size[0] * (size[1] + 1);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | 3 | %.1f | %.1f | %.2f |%n",
                    size[0],
                    size[1],
                    result.getScore(),
                    result.getScoreError(),
                    result.getScore() / scopes));
        }
        System.out.println(table);
        write(Path.of(args[0]), table.toString().replace("\r", ""));
    }

    private static Result<?> measure(int guards, int regions, TimeValue time) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\bVerdictBenchmark\\.")
                .forks(2)
                .warmupIterations(5)
                .warmupTime(time)
                .measurementIterations(5)
                .measurementTime(time)
                .jvmArgsAppend("-Xms256m", "-Xmx256m", "-Djmh.ignoreLock=true")
                .param("guards", guards + "")
                .param("regions", regions + "")
                .shouldFailOnError(true);
        RunResult result = new Runner(options.build()).runSingle();
        return result.getPrimaryResult();
    }

    private static void write(Path page, String table) throws IOException {
        String all = Files.readString(page);
        int from = all.indexOf(BEGIN);
        int to = all.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no place for the verdict's cost");
        }
        Files.writeString(page, all.substring(0, from) + BEGIN + table + all.substring(to));
    }
}
