package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardSentenceTest {
    private static final Guard ERRORS = new Guard("errors", "error rate", 1.0);

    @Test
    void comparesBothArms() {
        assertThat(GuardSentence.comparison(ERRORS, List.of(Strata.of("nz", 812, 50, 2_431, 24, 0.25))))
                .matches("error rate 6\\.2 % against 1\\.0 % in control, \\+5\\.2 pp "
                        + "\\(99 % CI \\+\\d\\.\\d … \\+\\d\\.\\d\\), limit \\+1\\.0 pp, after 812 and 2,431 units");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(sentence(List.of()))
                .isEqualTo("No data on error rate: 0 units of the treatment and 0 of the control measured.");
        assertThat(sentence(List.of(Strata.of("nz", 500, 1, 500, 1, 0.5))))
                .startsWith("Undecided: ")
                .contains("evidence 0.8× (rolls back at 100×)")
                .matches(".*passes after about \\d+ more units with the event\\.");
    }

    @Test
    void aSignalPromisesNoRollback() {
        Guard signal = new Guard("slow", "slow answers", 1.0, Worse.HIGHER, Role.SIGNAL);
        List<Stratum> terrible = List.of(Strata.of("nz", 1_000, 300, 9_000, 45, 0.1));
        assertThat(GuardSentence.of(GuardJudge.judge(List.of(new Evidence(signal, terrible, false)), 1)
                        .get(0)))
                .startsWith("Held: ")
                .contains("(holds at 20×)");
    }

    @Test
    void smallRatesKeepTheirDigits() {
        assertThat(GuardSentence.comparison(ERRORS, List.of(Strata.of("nz", 10_000, 12, 10_000, 2, 0.5))))
                .startsWith("error rate 0.12 % against 0.02 % in control, +0.10 pp");
    }

    @Test
    void figuresReadWell() {
        assertThat(Figures.time(Duration.ofSeconds(38))).isEqualTo("38 s");
        assertThat(Figures.time(Duration.ofMinutes(12))).isEqualTo("12 min");
        assertThat(Figures.time(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
        assertThat(Figures.times(Math.log(37))).isEqualTo("37×");
        assertThat(Figures.times(600)).isEqualTo("10^260×");
        assertThat(Figures.percent(25)).isEqualTo("25 %");
        assertThat(Figures.percent(0.5)).isEqualTo("0.5 %");
    }

    private static String sentence(List<Stratum> strata) {
        return GuardSentence.of(GuardJudge.judge(List.of(new Evidence(ERRORS, strata, false)), 1)
                .get(0));
    }
}
