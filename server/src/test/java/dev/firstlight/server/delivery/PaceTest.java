package dev.firstlight.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.Rulesets;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long PACE = 100;

    private final PublishedRuleset first = Rulesets.at(1);
    private final PublishedRuleset second = Rulesets.at(2);
    private final PublishedRuleset third = Rulesets.at(3);
    private final PublishedRuleset fourth = Rulesets.at(4);
    private final Pace pace = new Pace(PACE);

    @Test
    void theFirstIsToldAtOnce() {
        assertThat(pace.published(first, second, 1_000)).isZero();
        assertThat(pace.next(1_000)).isEqualTo(new Pace.Step(first, second));
        assertThat(pace.next(1_000)).isNull();
    }

    @Test
    void whatComesSoonAfterItIsToldTogether() {
        pace.published(first, second, 1_000);
        pace.next(1_000);
        assertThat(pace.published(second, third, 1_030)).isEqualTo(70);
        assertThat(pace.published(third, fourth, 1_060)).isNegative();
        assertThat(pace.next(1_100)).isEqualTo(new Pace.Step(second, fourth));
    }

    @Test
    void afterARestTheNextIsAFirst() {
        pace.published(first, second, 1_000);
        pace.next(1_000);
        assertThat(pace.published(second, third, 1_100)).isZero();
    }

    @Test
    void whatComesBetweenTheCallAndItsAnswerIsToldWithIt() {
        assertThat(pace.published(first, second, 1_000)).isZero();
        assertThat(pace.published(second, third, 1_001)).isNegative();
        assertThat(pace.next(1_002)).isEqualTo(new Pace.Step(first, third));
    }
}
