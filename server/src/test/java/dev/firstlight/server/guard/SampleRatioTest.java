package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRatioTest {

    @ParameterizedTest
    @CsvSource({"600, 400, 10000, 1.770790", "600, 400, 1000, 9.675062", "5200, 4800, 10000, 3.653881"})
    void bayesFactor(long treatment, long control, double concentration, double expected) {
        assertThat(SampleRatio.lnBayesFactor(0.5, treatment, control, concentration))
                .isEqualTo(expected, offset(1e-6));
    }

    @Test
    void aLostArmIsNoticedAndAnHonestOneIsNot() {
        assertThat(SampleRatio.off(List.of(units(600, 400, 0.5)))).isTrue();
        assertThat(SampleRatio.off(List.of(units(50, 950, 0.05), units(5_020, 4_980, 0.5))))
                .isFalse();
        assertThat(SampleRatio.off(List.of())).isFalse();
    }

    @Test
    void aLossThatIsEverywhereShowsBeforeAnyStratumShowsIt() {
        List<Stratum> little = new ArrayList<>();
        for (int region = 0; region < 10; region++) {
            little.add(Strata.of("r" + region, 768, 0, 832, 0, 0.5));
        }
        assertThat(SampleRatio.off(little)).isTrue();
        assertThat(SampleRatio.off(little.subList(0, 1))).isFalse();
    }

    private static Stratum units(long treatment, long control, double share) {
        return Strata.of("nz", treatment, 0, control, 0, share);
    }
}
