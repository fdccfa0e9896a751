package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateOnsetTest {

    @Test
    void theFoldedSumIsTheMixtureItStandsFor() {
        Counted now = new Counted(List.of(), LateOnset.begin());
        List<List<Stratum>> starts = new ArrayList<>();
        for (int k = 1; k <= 20; k++) {
            List<Stratum> strata = new ArrayList<>();
            strata.add(Strata.events("nz", 3 * k, 30 * k, 0.1));
            if (k > 5) {
                strata.add(Strata.events("au", 2 * k, 12 * k, 0.1));
            }
            starts.add(strata);
            now = new Counted(strata, now.onset()).restarted(Worse.HIGHER);
        }
        List<Stratum> last = List.of(Strata.events("nz", 90, 640, 0.1), Strata.events("au", 44, 250, 0.1));
        Counted counted = new Counted(last, now.onset());

        Ledger ledger = counted.failing(Worse.HIGHER);
        assertThat(ledger.pooled()).isEqualTo(naive(starts, last), offset(1e-9));
        assertThat(ledger.regions().get("au")).isEqualTo(naive(onlyAll(starts, "au"), only(last, "au")), offset(1e-9));
    }

    @Test
    void withoutRestartsHalfOfTheStakeWaits() {
        List<Stratum> strata = List.of(Strata.events("nz", 30, 40, 0.5));
        assertThat(new Counted(strata, LateOnset.NEVER).failing(Worse.HIGHER).pooled())
                .isEqualTo(4.070755, offset(1e-6));
        assertThat(new Counted(strata, LateOnset.begin()).failing(Worse.HIGHER).pooled())
                .isEqualTo(Math.log(0.5 * Math.exp(4.070755) + 0.5), offset(1e-6));
    }

    @Test
    void harmThatBeginsLateIsNotOutweighedByTheHoursBefore() {
        // A thousand good treated events, then four times the rate.
        List<Stratum> good = List.of(Strata.events("nz", 950, 10_000, 0.1));
        List<Stratum> then = List.of(Strata.events("nz", 990, 10_130, 0.1));
        Counted restarted = new Counted(good, LateOnset.begin()).restarted(Worse.HIGHER);
        assertThat(new Counted(then, LateOnset.NEVER).failing(Worse.HIGHER).pooled())
                .isLessThan(0);
        assertThat(new Counted(then, restarted.onset()).failing(Worse.HIGHER).pooled())
                .isGreaterThan(Math.log(1_000));
    }

    @Test
    void aLatencyKeepsItsRestartsFromLookToLook() {
        Counted good = new Counted(List.of(Strata.events("nz", 950, 10_000, 0.1)), LateOnset.begin());
        Counted then = new Counted(List.of(Strata.events("nz", 990, 10_130, 0.1)), LateOnset.begin());
        Timed restarted = new Timed(good, good, good).restarted(Worse.HIGHER);
        Timed now = new Timed(then, then, then).since(restarted);
        assertThat(now.failing(Worse.HIGHER).regions().get("nz")).isGreaterThan(Math.log(1_000));
    }

    @Test
    void threeDaysOfRestartsNeitherOverflowNorRunOut() {
        Counted counted = new Counted(List.of(), LateOnset.begin());
        for (int k = 1; k <= 144; k++) {
            counted = new Counted(List.of(Strata.events("nz", 1_000L * k, 10_000L * k, 0.1)), counted.onset())
                    .restarted(Worse.HIGHER);
        }
        assertThat(counted.onset().restarts()).isEqualTo(144);
        assertThat(counted.failing(Worse.HIGHER).pooled()).isFinite().isLessThan(0);
    }

    private static double naive(List<List<Stratum>> starts, List<Stratum> now) {
        double zeta = 10.584448464950799;
        double sum = 0.5 * Math.exp(EProcess.lnFail(now));
        double left = 0.5;
        for (int k = 1; k <= starts.size(); k++) {
            double stake = 0.5 * Math.pow(k, -1.1) / zeta;
            double[] then = Worse.HIGHER.worse.lnLikelihoods(starts.get(k - 1));
            double[] since = Worse.HIGHER.worse.lnLikelihoods(now);
            for (int j = 0; j < since.length; j++) {
                since[j] -= then[j];
            }
            sum += stake * Math.exp(EProcess.lnMeanExp(since));
            left -= stake;
        }
        return Math.log(sum + left);
    }

    private static List<List<Stratum>> onlyAll(List<List<Stratum>> starts, String region) {
        return starts.stream().map(strata -> only(strata, region)).toList();
    }

    private static List<Stratum> only(List<Stratum> strata, String region) {
        return strata.stream().filter(s -> s.region().equals(region)).toList();
    }
}
