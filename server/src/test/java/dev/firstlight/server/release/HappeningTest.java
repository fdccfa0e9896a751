package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HappeningTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static Progress at(State state, @Nullable Step step) {
        return new Progress(state, step, 0, NOW, null, Duration.ZERO, NOW, null, Set.of());
    }

    @Test
    void aStartThatIsRefusedAborts() {
        assertThat(Happening.of(at(State.SCHEDULED, null), Decision.hold(at(State.ABORTED, null))))
                .isEqualTo(Happening.ABORTED);
    }

    @Test
    void whatSomebodyAbortedIsConfirmedAndNotAbortedAgain() {
        Progress aborted = at(State.ABORTED, Step.CONFIRMING);
        assertThat(Happening.of(aborted, Decision.hold(at(State.ABORTED, null))))
                .isEqualTo(Happening.CONFIRMED);
        assertThat(Happening.of(aborted, Decision.hold(at(State.ABORTED, Step.UNCONFIRMED))))
                .isEqualTo(Happening.UNCONFIRMED);
    }
}
