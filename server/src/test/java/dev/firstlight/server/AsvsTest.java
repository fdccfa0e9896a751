package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on ASVS names every requirement, each test that it names is there, and its own sums are right. */
class AsvsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/reference/asvs.md");
    private static final Pattern ROW = Pattern.compile("\\| ([0-9.]+) \\| ([12]) \\| ([^|]+) \\| (.+) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?");
    private static final Pattern FILE = Pattern.compile("[\\w-]+(?:/[\\w.-]+)+\\.(?:mjs|ts|tsx)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final List<String> VERDICTS = List.of("n/a: ", "accepted: ");
    private static final List<String> OPEN = List.of("not met", "not yet", "TODO");

    /**
     * A line of the page.
     *
     * @param shown what shows it, or why nothing does
     */
    private record Row(String id, int level, String shown) {
        String verdict() {
            return VERDICTS.stream().filter(shown::startsWith).findFirst().orElse("");
        }
    }

    private static final List<Row> ROWS = new ArrayList<>();
    private static final Map<String, String> TESTS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ROWS.add(new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(4)));
            }
        }
        for (String sources : List.of("server/src/test/java", "sdk-java/src/test/java")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(sources))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    TESTS.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
    }

    @Test
    void everyRequirementHasALineOfItsLevel() throws IOException {
        Map<String, Integer> wanted = Files.readAllLines(Path.of("src", "test", "resources", "asvs-5.0.0.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(part -> part[0], part -> Integer.valueOf(part[1])));
        assertThat(wanted).hasSize(253);
        assertThat(ROWS).extracting(Row::id).doesNotHaveDuplicates();
        assertThat(ROWS.stream().collect(Collectors.toMap(Row::id, Row::level))).isEqualTo(wanted);
    }

    @Test
    void everyTestThatIsNamedIsThere() {
        List<String> missing = new ArrayList<>();
        for (Row row : ROWS) {
            Matcher code = CODE.matcher(row.shown());
            while (code.find()) {
                Matcher test = TEST.matcher(code.group(1));
                if (test.matches() && !has(test.group(1), test.group(2))) {
                    missing.add(row.id() + ": " + code.group(1));
                }
                if (FILE.matcher(code.group(1)).matches() && !Files.exists(ROOT.resolve(code.group(1)))) {
                    missing.add(row.id() + ": " + code.group(1));
                }
            }
            Matcher link = LINK.matcher(row.shown());
            while (link.find()) {
                if (!Files.exists(PAGE.resolveSibling(link.group(1)))) {
                    missing.add(row.id() + ": " + link.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean has(String type, @Nullable String method) {
        String source = TESTS.get(type);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    @Test
    void nothingIsLeftOpen() {
        assertThat(ROWS)
                .allSatisfy(row ->
                        assertThat(OPEN).as("%s: %s", row.id(), row.shown()).noneMatch(row.shown()::contains));
    }

    /** Why, and what there is instead, takes more than a word; what there is instead is shown by something that runs. */
    @Test
    void whatIsAcceptedIsArgued() {
        assertThat(ROWS).filteredOn(row -> row.verdict().equals("accepted: ")).allSatisfy(row -> {
            assertThat(row.shown()).as(row.id()).hasSizeGreaterThan(200);
            assertThat(CODE.matcher(row.shown()).results().map(code -> code.group(1)))
                    .as(row.id())
                    .anyMatch(code -> TEST.matcher(code).matches());
        });
    }

    /** What is said to be shown is shown by something that runs. */
    @Test
    void whatIsShownNamesATest() {
        assertThat(ROWS).filteredOn(row -> row.verdict().isEmpty()).allSatisfy(row -> assertThat(
                        CODE.matcher(row.shown()).results().map(code -> code.group(1)))
                .as(row.id())
                .anyMatch(code ->
                        TEST.matcher(code).matches() || FILE.matcher(code).matches()));
    }

    @Test
    void theSumsAreRight() throws IOException {
        String page = Files.readString(PAGE);
        for (int level : List.of(1, 2)) {
            Map<String, Long> sums = ROWS.stream()
                    .filter(row -> row.level() == level)
                    .collect(Collectors.groupingBy(Row::verdict, TreeMap::new, Collectors.counting()));
            assertThat(page)
                    .contains("| " + level + " | "
                            + Stream.of("", "n/a: ", "accepted: ")
                                    .map(verdict -> Long.toString(sums.getOrDefault(verdict, 0L)))
                                    .collect(Collectors.joining(" | "))
                            + " |");
        }
    }
}
