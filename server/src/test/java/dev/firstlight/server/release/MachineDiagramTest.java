package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Guard;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.PlanJson;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Frozen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The diagram in the documentation is what the machine does: it is drawn by asking the machine, in every state and step,
 * what follows from everything that it can be shown. Written anew by {@code -Ddiagram.write=true}.
 */
class MachineDiagramTest {
    private static final Path PAGE = Path.of("../docs/explanation/release-machine.md");
    private static final String BEGIN = "```mermaid\n";
    private static final String END = "```\n";
    private static final String APPROVED = "approved without a verdict";
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final Plan ASKING = plan("ask");

    private static final List<Plan> PLANS = List.of(plan("hold"), ASKING, plan("rollback"));

    @Test
    void theDocumentationShowsTheMachine() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END, from);
        String drawn = draw();
        if (Boolean.getBoolean("diagram.write")) {
            Files.writeString(PAGE, page.substring(0, from) + drawn + page.substring(to));
        } else {
            assertThat(page.substring(from, to)).isEqualTo(drawn);
        }
    }

    private static String draw() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Plan plan : PLANS) {
            for (Progress now : everywhere()) {
                for (Map.Entry<String, Readings> seen : everything(now).entrySet()) {
                    if (seen.getKey().equals(APPROVED) && !plan.equals(ASKING)) {
                        continue; // where nobody is asked, nobody answers
                    }
                    Decision decision = ReleaseMachine.tick(plan, now, START, seen.getValue());
                    note(arrows, now, decision, seen.getKey());
                }
                for (Action action : Action.values()) {
                    try {
                        note(arrows, now, Acts.act(plan, now, action, null, START), action.word());
                    } catch (Failure refused) {
                        continue; // no arrow
                    }
                }
            }
        }
        StringBuilder diagram = new StringBuilder("stateDiagram-v2\n    [*] --> DRAFT\n    [*] --> SCHEDULED\n");
        arrows.forEach((arrow, why) -> diagram.append("    ")
                .append(arrow)
                .append(" : ")
                .append(String.join(", ", why))
                .append('\n'));
        return diagram.toString();
    }

    /** Arrows lead from state to state; what a running stage does is one state. */
    private static void note(Map<String, Set<String>> arrows, Progress now, Decision decision, String why) {
        String from = name(now);
        String to = name(decision.next());
        boolean stays = from.equals(to) && decision.kind() == Decision.Kind.HOLD;
        if (!stays) {
            String what = decision.kind() == Decision.Kind.ADVANCE && from.equals(to) ? "next stage when " + why : why;
            arrows.computeIfAbsent(from + " --> " + to, arrow -> new TreeSet<>())
                    .add(what);
        }
    }

    private static String name(Progress progress) {
        Step step = progress.step();
        boolean ended = progress.state().terminal() && step != null;
        return ended ? progress.state() + "_" + step : progress.state().name();
    }

    private static List<Progress> everywhere() {
        List<Progress> all = new ArrayList<>(
                List.of(Progress.draft(START), Progress.ahead(State.SCHEDULED, START), ended(State.ABORTED, null)));
        for (Step step : List.of(Step.BAKING, Step.NO_DATA, Step.HELD)) {
            all.add(running(State.RUNNING, step, 0));
            all.add(running(State.RUNNING, step, 1));
            all.add(running(State.PAUSED, step, 0));
        }
        all.add(ended(State.COMPLETED, Step.WATCHING));
        all.add(ended(State.COMPLETED, null));
        for (State state : List.of(State.ROLLED_BACK, State.ABORTED)) {
            all.add(ended(state, Step.CONFIRMING));
            all.add(ended(state, Step.UNCONFIRMED));
        }
        all.add(ended(State.ROLLED_BACK, null));
        return all;
    }

    private static Progress running(State state, Step step, int stage) {
        return new Progress(state, step, stage, START, START, Duration.ofHours(1), START, START, Set.of());
    }

    private static Progress ended(State state, @Nullable Step left) {
        return running(State.RUNNING, Step.BAKING, 1).ended(state, left, START);
    }

    private static Map<String, Readings> everything(Progress now) {
        Map<String, Readings> all = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            String word = now.state().live() || now.step() == Step.WATCHING ? "guards " + verdict : "its time";
            all.put(word, readings(verdict, Signs.NONE, 0, 1));
        }
        if (now.state() == State.RUNNING) {
            all.put(APPROVED, readings(Verdict.UNDECIDED, new Signs(null, 1, Map.of(), null, null), 0, 1));
            all.put("no data for long", readings(Verdict.NO_DATA, Signs.NONE, 0, 3_600));
        }
        if (now.state() == State.SCHEDULED) {
            all.put("frozen", readings(Verdict.PASS, Signs.NONE.in(new Frozen("f", START)), 0, 1));
            Undeployed missing = new Undeployed(new StartOn("shop", "1.4.2", null), Set.of("nz"));
            all.put("not deployed", readings(Verdict.PASS, new Signs(null, 0, Map.of(), null, missing), 0, 1));
        }
        if (now.state().terminal()) {
            all.clear();
            all.put("instances serve the control", readings(Verdict.PASS, Signs.NONE, 100, 1));
            all.put("not all do after 30 s", readings(Verdict.PASS, Signs.NONE, 50, 31));
            if (now.step() == Step.WATCHING) {
                all.clear();
                all.put("guards FAIL", readings(Verdict.FAIL, Signs.NONE, 0, 1));
                all.put("the watch is over", readings(Verdict.PASS, Signs.NONE, 0, 3_600));
            }
        }
        return all;
    }

    private static Readings readings(Verdict verdict, Signs signs, int applied, long second) {
        Stratum nz = new Stratum("nz", 0, 0.5, new Count(500, 60), new Count(500, 0));
        Judgement judgement =
                new Judgement(new Guard("errors", "errors", 0.5), verdict, 0, 0, 1, false, List.of(nz), List.of(nz));
        return new Readings(
                List.of(judgement),
                new Receipts.Summary(1, 100, applied),
                true,
                false,
                Set.of("nz"),
                signs,
                START.plusSeconds(second));
    }

    private static Plan plan(String onUndecided) {
        String stage = "{\"regions\": [\"nz\"], \"percent\": 5, \"onUndecided\": \"" + onUndecided
                + "\", \"onNoData\": \"rollback\", \"noDataAfter\": \"PT10M\"}";
        return PlanJson.read(
                Json.read("{\"stages\": [" + List.of(stage, stage).stream().collect(Collectors.joining(",")) + "]}"));
    }
}
