package dev.firstlight.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutlookTest {

    @Test
    void eventsUntilHarmIsTakenBack() {
        // KL(0.25 ‖ 0.1) = 0.0923…: (ln 100 + 1) / 0.0923 events at a share of 10 % and three times the rate.
        assertThat(Outlook.eventsToFail(0.1, 3, 100)).isEqualTo(61);
        assertThat(Outlook.eventsToFail(0.5, 3, 100)).isEqualTo(43);
    }

    @Test
    void timeIsEventsAtTheRateSeen() {
        assertThat(Outlook.wait(50, 100, Duration.ofHours(2))).isEqualTo(Duration.ofHours(1));
        assertThat(Outlook.wait(50, 0, Duration.ofHours(2))).isNull();
        assertThat(Outlook.wait(-1, 100, Duration.ofHours(2))).isNull();
    }
}
