package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RadiusSentenceTest {

    @Test
    void saysHowManyAndWhereNobody() {
        assertThat(RadiusSentence.of(
                        List.of(new Stratum("eu", 30_000, 900, 0, 0), new Stratum("nz", 30_000, 900, 56, 0)), false))
                .isEqualTo("3.1 % ± 0.9 of units change, 0 in eu.");
    }

    @Test
    void saysHowMuchIsNotKnown() {
        assertThat(RadiusSentence.of(List.of(new Stratum("nz", 1_000, 1_000, 50, 200)), false))
                .isEqualTo(
                        "5 % ± 1.5 of units change; 20 % could not be judged, for want of values in clear, so that it"
                                + " may be as many as 27.8 %.");
        assertThat(RadiusSentence.of(List.of(new Stratum("nz", 1_000, 1_000, 0, 1_000)), false))
                .isEqualTo("0 % of units change for certain; 100 % could not be judged, for want of values in clear, so"
                        + " that it may be as many as 100 %.");
    }

    @Test
    void saysHowSureNobodyIs() {
        assertThat(RadiusSentence.of(List.of(new Stratum("nz", 9_000, 2_000, 0, 0)), false))
                .isEqualTo("0 % of units change: none of 2,000 that were looked at, so at most 0.2 % of all.");
        assertThat(RadiusSentence.of(List.of(new Stratum("nz", 9_000, 2_000, 0, 0)), true))
                .isEqualTo("0 % of units change: nothing is served otherwise.");
    }

    @Test
    void writesNoMoreDigitsThanSaySomething() {
        assertThat(List.of(0.0, 0.00034, 0.031, 0.5, 0.1234, 1.0).stream()
                        .map(RadiusSentence::percent)
                        .toList())
                .containsExactly("0", "0.03", "3.1", "50", "12.3", "100");
    }
}
