package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EProcessTest {

    @ParameterizedTest
    @CsvSource({
        "10, 12, 0.5, 2.131826",
        "30, 40, 0.5, 4.070755",
        "8, 20, 0.1, 4.818607",
        "4, 4, 0.01, 6.873563",
        "0, 10, 0.5, -1.879947",
        "50, 100, 0.5, -1.475713"
    })
    void evidenceOfFailure(long treated, long events, double share, double expected) {
        assertThat(EProcess.lnFail(List.of(Strata.events("nz", treated, events, share))))
                .isEqualTo(expected, offset(1e-6));
    }

    @Test
    void strataMultiply() {
        List<Stratum> strata = List.of(Strata.events("nz", 4, 6, 0.05), Strata.events("au", 20, 30, 0.5));
        assertThat(EProcess.lnFail(strata)).isEqualTo(3.892300, offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"20, 60, 0.5, 2, 12.842398", "5, 100, 0.1, 2, 7.065526", "50, 100, 0.5, 1.5, 1.456773"})
    void evidenceOfBeingWithinTheMargin(long treated, long events, double share, double limit, double expected) {
        assertThat(EProcess.lnPass(List.of(Strata.events("nz", treated, events, share)), limit))
                .isEqualTo(expected, offset(1e-6));
    }

    @Test
    void aGoodEventThatDrops() {
        // 10 % of the units convert in the control, 8 % in the treatment.
        List<Stratum> drop = List.of(Strata.of("nz", 20_000, 1_600, 20_000, 2_000, 0.5));
        assertThat(EProcess.lnFail(drop, Worse.LOWER)).isGreaterThan(Math.log(100));
        assertThat(EProcess.lnFail(drop, Worse.HIGHER)).isLessThan(0);
        assertThat(EProcess.lnPass(drop, Worse.LOWER, 0.1)).isLessThan(0);

        List<Stratum> alike = List.of(Strata.of("nz", 60_000, 6_000, 60_000, 6_000, 0.5));
        assertThat(EProcess.lnPass(alike, Worse.LOWER, 0.1)).isGreaterThan(Math.log(20));
    }

    @Test
    void aDropIsARiseSeenFromTheOtherArm() {
        Bets mirrored = new Bets(1.03, 1.07, 1.15, 1.3, 1.6, 2.5);
        double[] logs = mirrored.lnLikelihoods(List.of(Strata.events("nz", 70, 110, 0.6)));
        assertThat(EProcess.lnFail(List.of(Strata.events("nz", 40, 110, 0.4)), Worse.LOWER))
                .isEqualTo(EProcess.lnMeanExp(logs), offset(1e-9));
    }

    @Test
    void sumsOfLogarithmsStayInRange() {
        assertThat(EProcess.lnAdd(-1e6, -1e6)).isEqualTo(-1e6 + Math.log(2), offset(1e-9));
        assertThat(EProcess.lnAdd(1e6, 0)).isEqualTo(1e6);
        assertThat(EProcess.lnAdd(Double.NEGATIVE_INFINITY, 3)).isEqualTo(3);
        assertThat(EProcess.lnMeanExp(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aStratumWithOneArmSaysNothing() {
        assertThat(EProcess.lnFail(List.of(Strata.events("nz", 50, 50, 1)))).isZero();
        assertThat(EProcess.lnFail(List.of())).isZero();
    }

    @Test
    void theOrderOfStrataDoesNotMatter() {
        Random random = new Random(7);
        List<Stratum> strata = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long events = random.nextInt(500);
            strata.add(Strata.events(
                    "r" + i, random.nextInt((int) events + 1), events, 0.01 + 0.98 * random.nextDouble()));
        }
        double expected = EProcess.lnFail(strata);
        Collections.shuffle(strata, random);
        assertThat(EProcess.lnFail(strata)).isEqualTo(expected, offset(1e-6));
    }

    @Test
    void aCatastropheDoesNotOverflow() {
        double ln = EProcess.lnFail(List.of(Strata.events("nz", 900_000, 1_000_000, 0.05)));
        assertThat(ln).isFinite().isGreaterThan(1_000);
    }
}
