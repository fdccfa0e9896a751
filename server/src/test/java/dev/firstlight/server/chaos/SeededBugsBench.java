package dev.firstlight.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.chaos.bugs.Bug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code -Dchaos.tier=bugs}: each bug that is put in on purpose is found by what is there to find it, and without it nothing
 * is. {@code -Dchaos.bugs=name,name} for some of them, {@code clean} for the runs without.
 */
@EnabledIfSystemProperty(named = "chaos.tier", matches = "bugs")
class SeededBugsBench {

    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final String ONLY = System.getProperty("chaos.bugs", "");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Path PLACE = Path.of("target", "chaos", "bugs-" + SEED);

    @TestFactory
    List<DynamicTest> eachIsFound() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            new TreeSet<>(scenario.bugs())
                    .stream()
                            .filter(SeededBugsBench::wanted)
                            .forEach(bug -> tests.add(DynamicTest.dynamicTest(bug, () -> found(scenario, bug))));
        }
        if (wanted("clean")) {
            for (Scenario scenario : Scenario.values()) {
                tests.add(DynamicTest.dynamicTest("clean " + scenario, () -> clean(scenario)));
            }
        }
        return tests;
    }

    private static boolean wanted(String name) {
        return ONLY.isEmpty() || Arrays.asList(ONLY.split(",")).contains(name);
    }

    private static void clean(Scenario scenario) throws Exception {
        Plan plan = scenario.plan(SEED);
        long began = System.nanoTime();
        Findings findings = Campaign.run(plan, PLACE.resolve(plan.name()));
        row("none (" + scenario + ")", began, findings);
        assertThat(findings.all()).as("without any bug, seed %d", SEED).isEmpty();
    }

    private static void found(Scenario scenario, String bug) throws Exception {
        long began = System.nanoTime();
        Findings findings = Campaign.run(scenario.plan(SEED, bug), PLACE.resolve(bug));
        row(bug + ": " + Bug.of(bug).what(), began, findings);
        assertThat(findings.all()).as("%s, seed %d", bug, SEED).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
    }

    private static void row(String what, long began, Findings findings) throws IOException {
        List<String> by = findings.byChecker().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().size())
                .toList();
        String line = String.format(
                Locale.ROOT,
                "| %s | %s | %d |%n",
                what,
                by.isEmpty() ? "nothing" : String.join(", ", by),
                (System.nanoTime() - began) / 1_000_000_000L);
        System.out.print(line);
        Files.writeString(
                Files.createDirectories(PLACE).resolve("bugs.md"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
