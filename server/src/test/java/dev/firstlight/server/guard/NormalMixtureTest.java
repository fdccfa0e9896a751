package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class NormalMixtureTest {

    @Test
    void agreesWithTheFormulaWhereThatIsStable() {
        // The paper's authors give −0.06502391 for a sum of 10 at a variance of 100, tuned for 100 at α = 0.05.
        double l = -2 * Math.log(0.1);
        double rho = 100 / (l + Math.log1p(l));
        assertThat(NormalMixture.lnOneSided(10, 100, rho)).isEqualTo(-0.06502391, offset(1e-6));
    }

    @Test
    void staysFiniteFarOnEitherSide() {
        assertThat(NormalMixture.lnOneSided(-1e6, 100, 10)).isFinite().isLessThan(-5);
        assertThat(NormalMixture.lnOneSided(1e6, 100, 10)).isFinite().isGreaterThan(1e9);
        assertThat(NormalMixture.lnOneSided(-1e-9, 100, 10))
                .isEqualTo(NormalMixture.lnOneSided(1e-9, 100, 10), offset(1e-6));
    }
}
