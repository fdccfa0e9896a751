package dev.firstlight.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration SPAN = Duration.ofSeconds(10);

    /** Nanoseconds begin anywhere, and pass the largest number there is. */
    private long now = Long.MAX_VALUE - Duration.ofMinutes(3).toNanos();

    private final Pace pace = new Pace(SPAN, () -> now);

    @Test
    void sevenAtOnceThenOneForEachSpan() {
        for (int i = 0; i < 7; i++) {
            assertThat(pace.hasRoom()).isTrue();
            pace.spend();
        }
        assertThat(pace.hasRoom()).isFalse();
        assertThat(pace.until(1)).isEqualTo(SPAN);
        assertThat(pace.until(2)).isEqualTo(SPAN.multipliedBy(2));
        now += SPAN.toNanos();
        assertThat(pace.until(1)).isZero();
        assertThat(pace.until(2)).isEqualTo(SPAN);
    }

    @Test
    void restsDoNotAddUp() {
        now += Duration.ofHours(1).toNanos();
        for (int i = 0; i < 7; i++) {
            pace.spend();
        }
        assertThat(pace.hasRoom()).isFalse();
    }

    /** Whatever the jitter draws and however many connections a request costs, as a source goes about it. */
    @Test
    void noMinuteHasMoreThanFourteen() {
        Random random = new Random(20_261_129);
        Deque<Long> asked = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            now += pace.until(2).toNanos();
            int most = random.nextInt(2) + 1;
            for (int request = 0; request < most && pace.hasRoom(); request++) {
                for (int connection = random.nextInt(2); connection >= 0; connection--) {
                    pace.spend();
                    asked.addLast(now);
                }
            }
            while (now - asked.getFirst() >= Duration.ofMinutes(1).toNanos()) {
                asked.removeFirst();
            }
            assertThat(asked).hasSizeLessThanOrEqualTo(14);
            now += random.nextLong(Duration.ofSeconds(random.nextInt(16)).toNanos() + 1);
        }
    }
}
