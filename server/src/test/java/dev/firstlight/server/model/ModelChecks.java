package dev.firstlight.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model holds in all states of its worlds; and it bites: without any one of its guards a property breaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelChecks {

    private static final boolean LARGE =
            System.getProperty("model.size", "small").equals("large");
    private static final Pattern GUARDS = Pattern.compile("Bug\\s*(?:=|#|\\\\in)\\s*(\"\\w+\"|\\{[^}]*})");

    private final String model;
    private final Set<String> sometime;
    private Running running;

    /**
     * The checks of a model.
     *
     * @param sometime its properties that ask for something to happen
     */
    ModelChecks(String model, Set<String> sometime) {
        this.model = model;
        this.sometime = sometime;
    }

    /** A guard that is left out of the code, and the property that then does not hold. */
    record Removal(String guard, String breaks, Check check) {

        @Override
        public String toString() {
            return guard + " breaks " + breaks;
        }
    }

    /** A removal in the smallest world that shows it. */
    static Removal without(String guard, String breaks, World world) {
        return new Removal(guard, breaks, new Check(world.without(guard), List.of(breaks)));
    }

    /** What every build goes through. */
    abstract List<Check> small();

    /** What there is time for when somebody asks. */
    abstract List<Check> large();

    abstract List<Removal> removals();

    List<Check> worlds() {
        return LARGE ? large() : small();
    }

    @BeforeAll
    void begin(@TempDir Path directory) throws IOException {
        List<Check> checks = new ArrayList<>();
        removals().forEach(removal -> checks.add(removal.check()));
        checks.addAll(worlds());
        running = new Running(checks, LARGE, directory);
    }

    @AfterAll
    void end() {
        running.close();
    }

    @ParameterizedTest
    @MethodSource("removals")
    void bites(Removal removal) throws Exception {
        Tlc.Answer answer = running.of(removal.check());
        assertThat(answer.violated())
                .as(answer.printed())
                .isEqualTo(sometime.contains(removal.breaks()) ? Tlc.LIVENESS : removal.breaks());
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void holds(Check check) throws Exception {
        Tlc.Answer answer = running.of(check);
        assertThat(answer.printed()).contains("No error has been found");
        assertThat(answer.violated()).as(answer.printed()).isEmpty();
        assertThat(answer.states()).isGreaterThan(1_000);
        System.out.printf(
                "%s: %,d states in %d s, %s: %s%n",
                model, answer.states(), answer.seconds(), check.world(), check.properties());
    }

    /** A guard that is in the model and never left out would promise more than was seen. */
    @Test
    void eachGuardIsLeftOutOnce() throws IOException {
        Set<String> inTheModel = new TreeSet<>();
        Matcher guards = GUARDS.matcher(Files.readString(Tlc.file(model)));
        while (guards.find()) {
            inTheModel.addAll(
                    Arrays.asList(guards.group(1).replaceAll("[{}\" ]", "").split(",")));
        }
        Set<String> leftOut = new TreeSet<>();
        removals().forEach(removal -> leftOut.add(removal.guard()));
        small().stream().map(check -> check.world().bug()).forEach(leftOut::add);
        leftOut.remove("none");
        assertThat(leftOut).isEqualTo(inTheModel);
    }
}
