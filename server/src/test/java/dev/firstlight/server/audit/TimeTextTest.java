package dev.firstlight.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    @Test
    void itIsWhatTheInstantSays() {
        Random random = new Random(1);
        TimeText text = new TimeText();
        long[] near = {
            0,
            -1,
            951_782_400,
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond(),
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("-0001-01-01T00:00:00Z").getEpochSecond()
        };
        int[] parts = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 200_000; i++) {
            int part = parts[random.nextInt(parts.length)];
            Instant at = Instant.ofEpochSecond(
                    near[random.nextInt(near.length)] + random.nextInt(400_000) - 200_000,
                    (long) random.nextInt(1_000_000_000 / part) * part);
            assertThat(text.of(at)).isEqualTo(at.toString());
        }
        assertThat(text.of(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(text.of(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }
}
