package dev.firstlight.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final Retries retries = new Retries(Duration.ofSeconds(5), Duration.ofHours(6), Duration.ofHours(72));

    @Test
    void eachWaitIsTwiceTheOneBeforeUpToABound() {
        assertThat(retries.after(1, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retries.after(2, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(retries.after(9, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(1280));
        assertThat(retries.after(100, Duration.ZERO, 0.5)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void chanceSpreadsThemByAFifthEitherWay() {
        assertThat(retries.after(1, Duration.ZERO, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retries.after(1, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void theLastTryIsMadeWhenTheTimeIsOver() {
        assertThat(retries.after(20, Duration.ofHours(71), 0.5)).isEqualTo(Duration.ofHours(1));
        assertThat(retries.after(21, Duration.ofHours(72), 0.5)).isNull();
    }

    @Test
    void threeDaysHoldSomeTwentyTries() {
        Duration since = Duration.ZERO;
        int tries = 1;
        for (Duration wait = retries.after(tries, since, 0.5); wait != null; wait = retries.after(tries, since, 0.5)) {
            since = since.plus(wait);
            tries++;
        }
        assertThat(tries).isBetween(20, 30);
        assertThat(since).isEqualTo(Duration.ofHours(72));
    }

    @Test
    void patienceIsSaidInWords() {
        assertThat(retries.patience()).isEqualTo("72 hours");
        assertThat(new Retries(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(6)).patience())
                .isEqualTo("6 seconds");
    }
}
