package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.Count;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the tests promise, in seeded worlds whose truth is known; the judge looks after every few units. */
class SimulationTest {
    private static final Guard ERRORS = new Guard("errors", "error rate", 0.5);

    @Test
    void alikeArmsAreRarelyTakenBackHoweverOftenOneLooks() {
        int runs = 600;
        int held = 0;
        int rolledBack = 0;
        for (int run = 0; run < runs; run++) {
            World world = new World(run, 0.1, 0.005, 0.005);
            boolean holds = false;
            while (world.units() < 40_000) {
                Verdict verdict = world.after(100);
                holds |= verdict == Verdict.HOLD;
                if (verdict == Verdict.FAIL) {
                    rolledBack++;
                    break;
                }
            }
            held += holds ? 1 : 0;
        }
        assertThat((double) rolledBack / runs).isLessThanOrEqualTo(0.01);
        assertThat((double) held / runs).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aCatastropheIsTakenBackWithinAFewDozenUnits() {
        int[] treated = new int[400];
        for (int run = 0; run < treated.length; run++) {
            World world = new World(run, 0.05, 0.005, 0.2);
            while (world.after(1) != Verdict.FAIL) {
                assertThat(world.units()).isLessThan(100_000);
            }
            treated[run] = world.treated();
        }
        Arrays.sort(treated);
        assertThat(treated[treated.length / 2]).isLessThanOrEqualTo(25);
        assertThat(treated[treated.length * 9 / 10]).isLessThanOrEqualTo(40);
    }

    @Test
    void harmOfThreeTimesTheRateIsFoundWithinAThousandTreatedUnits() {
        int[] treated = new int[200];
        for (int run = 0; run < treated.length; run++) {
            World world = new World(run, 0.1, 0.005, 0.015);
            while (world.after(20) != Verdict.FAIL) {
                assertThat(world.units()).isLessThan(1_000_000);
            }
            treated[run] = world.treated();
        }
        Arrays.sort(treated);
        assertThat(treated[treated.length / 2]).isLessThanOrEqualTo(1_100);
    }

    /** Units arriving one by one in one region. */
    private static final class World {
        private final SplittableRandom random;
        private final double share;
        private final double control;
        private final double treatment;
        private final int[] units = new int[2];
        private final int[] events = new int[2];

        World(long seed, double share, double control, double treatment) {
            this.random = new SplittableRandom(seed);
            this.share = share;
            this.control = control;
            this.treatment = treatment;
        }

        Verdict after(int more) {
            for (int i = 0; i < more; i++) {
                int arm = random.nextDouble() < share ? 1 : 0;
                units[arm]++;
                events[arm] += random.nextDouble() < (arm == 1 ? treatment : control) ? 1 : 0;
            }
            Stratum nz = new Stratum("nz", 0, share, new Count(units[1], events[1]), new Count(units[0], events[0]));
            return GuardJudge.judge(List.of(new Evidence(ERRORS, List.of(nz), false)), 1)
                    .get(0)
                    .verdict();
        }

        int units() {
            return units[0] + units[1];
        }

        int treated() {
            return units[1];
        }
    }
}
