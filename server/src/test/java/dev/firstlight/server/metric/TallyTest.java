package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Cell NZ = new Cell("nz", 0, Arm.TREATMENT);
    private static final Cell AU = new Cell("au", 1, Arm.CONTROL);
    private static final Tally A = new Tally(Map.of(NZ, new Count(3, 1)));
    private static final Tally B = new Tally(Map.of(NZ, new Count(2, 2), AU, new Count(5, 0)));

    @Test
    void mergingIsAddition() {
        assertThat(A.plus(B)).isEqualTo(B.plus(A));
        assertThat(A.plus(B).plus(A)).isEqualTo(A.plus(B.plus(A)));
        assertThat(A.plus(Tally.EMPTY)).isEqualTo(A);
        assertThat(A.plus(B).at("nz", 0, Arm.TREATMENT)).isEqualTo(new Count(5, 3));
    }

    @Test
    void sumsWhatMatches() {
        assertThat(B.sum(cell -> cell.arm() == Arm.CONTROL)).isEqualTo(new Count(5, 0));
        assertThat(B.sum(cell -> true)).isEqualTo(new Count(7, 2));
        assertThat(B.at("us", 0, Arm.CONTROL)).isEqualTo(Count.NONE);
    }
}
