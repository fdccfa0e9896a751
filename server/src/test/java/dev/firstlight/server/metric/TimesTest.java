package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void aValueIsInTheBucketWhoseBoundItDoesNotExceed() {
        for (int i = 0; i < Times.BOUNDS.size(); i++) {
            double bound = Times.BOUNDS.get(i);
            assertThat(Times.bucket(bound)).isEqualTo((short) i);
            assertThat(Times.bucket(Math.nextUp(bound))).isEqualTo((short) (i + 1));
        }
        assertThat(Times.bucket(-1)).isEqualTo((short) 0);
        assertThat(Times.bucket(1e15)).isEqualTo((short) Times.BOUNDS.size());
        assertThat(Times.empty()).hasSize(Times.BOUNDS.size() + 1);
    }

    @Test
    void boundsAreFivePerCentApartAndOnWholeDecades() {
        assertThat(Times.BOUNDS).contains(0.01, 1.0, 10.0, 100.0, 1000.0, 1e7);
        for (int i = 1; i < Times.BOUNDS.size(); i++) {
            assertThat(Times.BOUNDS.get(i) / Times.BOUNDS.get(i - 1)).isBetween(1.049, 1.0492);
        }
    }
}
