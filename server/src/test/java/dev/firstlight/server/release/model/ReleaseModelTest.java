package dev.firstlight.server.release.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that two leaders, people and the evidence can bring a release to; and that the model bites. */
class ReleaseModelTest {

    private static final List<String> ALWAYS = List.of(
            "EndsOnce",
            "RollbackServesControl",
            "NoGateSkipped",
            "NoStartInAFreeze",
            "NoApprovalSkipped",
            "OneStageALook",
            "AnAdvanceAdvances",
            "EventsAreNumbered",
            "Fenced",
            "ServesWhatItSays",
            "EditsStay");
    private static final List<String> SOMETIME = List.of("NoLostRollback", "TooManyRegions");
    private static final boolean LARGE =
            System.getProperty("model.size", "small").equals("large");

    /** Where a stage waits for something. */
    private static final Constants GATED = Constants.SMALL.asking("\"verdict\"");

    private record Check(Constants world, List<String> properties) {}

    /** What could be left out of the code, which property then does not hold, and the smallest world that shows it. */
    private enum Bug {
        NO_TOKEN_IN_THE_CLAIM("Fenced", GATED),
        TOKEN_STAYS_THE_SAME("Fenced", GATED),
        NO_VERSION_IN_THE_CLAIM("EndsOnce", GATED),
        NOT_READ_AGAIN_AFTER_A_LOST_CLAIM("NoGateSkipped", GATED),
        FREEZE_IS_NOT_READ_AGAIN("NoGateSkipped", GATED),
        APPROVAL_IS_NOT_ASKED("NoApprovalSkipped", Constants.SMALL.asking("\"approval\"")),
        DEFAULT_READ_BEFORE_THE_LOCK("EditsStay", GATED),
        ONLY_RUNNING_IS_JUDGED("NoLostRollback", Constants.TINY),
        WATCH_IS_NOT_JUDGED("NoLostRollback", Constants.TINY.alone()),
        REGIONS_DO_NOT_ESCALATE("TooManyRegions", Constants.TINY_BY_REGION),
        STOPPED_TRANSACTIONS_STAY("NoLostRollback", Constants.TINY.alone());

        private final String breaks;
        private final Constants world;

        Bug(String breaks, Constants world) {
            this.breaks = breaks;
            this.world = world;
        }

        Check check() {
            return new Check(world.with(name()), List.of(breaks));
        }
    }

    private static List<Check> worlds() {
        return LARGE
                ? List.of(
                        new Check(Constants.MIDDLE, SOMETIME),
                        new Check(Constants.MIDDLE_BY_REGION, SOMETIME),
                        new Check(Constants.MIDDLE, ALWAYS),
                        new Check(Constants.ALL_GATES, ALWAYS),
                        new Check(Constants.MORE_REGIONS, ALWAYS),
                        new Check(Constants.MORE_STOPS_AND_ACTS, ALWAYS))
                : List.of(
                        new Check(Constants.SMALL, ALWAYS),
                        new Check(Constants.TINY, SOMETIME),
                        new Check(
                                Constants.TINY_BY_REGION,
                                Stream.concat(ALWAYS.stream(), SOMETIME.stream())
                                        .toList()));
    }

    @Test
    void holds(@TempDir Path directory) throws Exception {
        List<Check> worlds = worlds();
        List<Tlc.Answer> answers = all(worlds, directory);
        for (int i = 0; i < worlds.size(); i++) {
            Tlc.Answer answer = answers.get(i);
            assertThat(answer.printed()).contains("No error has been found");
            assertThat(answer.violated()).as(answer.printed()).isEmpty();
            assertThat(answer.states()).isGreaterThan(1_000);
            System.out.printf(
                    "%,d states of %s: %s%n",
                    answer.states(), worlds.get(i).world(), worlds.get(i).properties());
        }
    }

    @Test
    void bites(@TempDir Path directory) throws Exception {
        List<Tlc.Answer> answers =
                all(List.of(Bug.values()).stream().map(Bug::check).toList(), directory);
        SoftAssertions all = new SoftAssertions();
        for (Bug bug : Bug.values()) {
            Tlc.Answer answer = answers.get(bug.ordinal());
            String wanted = SOMETIME.contains(bug.breaks) ? Tlc.LIVENESS : bug.breaks;
            all.assertThat(answer.violated()).as(bug + ": " + answer.printed()).isEqualTo(wanted);
        }
        all.assertAll();
    }

    /** Two at once: most of them are over as soon as they have begun. */
    private static List<Tlc.Answer> all(List<Check> checks, Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(LARGE ? 1 : 2);
        try {
            List<Future<Tlc.Answer>> running = new ArrayList<>();
            for (Check check : checks) {
                Path own = Files.createDirectory(directory.resolve("c" + running.size()));
                running.add(threads.submit(() -> Tlc.check(check.world(), check.properties(), LARGE, own)));
            }
            List<Tlc.Answer> answers = new ArrayList<>();
            for (Future<Tlc.Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
