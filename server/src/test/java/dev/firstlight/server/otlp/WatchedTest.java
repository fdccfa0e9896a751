package dev.firstlight.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.OtlpQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedTest {

    private static final String VARIANT = "feature_flag.result.variant";

    private final Watched watched = new Watched(
            1,
            "errors",
            new OtlpQuery(
                    new OtlpQuery.Points("requests", Map.of("status", "5*")),
                    new OtlpQuery.Points("requests", null),
                    null,
                    null),
            "checkout",
            "on",
            "off",
            0,
            Set.of("nz"),
            false);

    private static Point point(String series, long at, Map<String, String> attributes) {
        return new Point("requests", attributes, "a", series, 1, at, true);
    }

    private static Map<String, String> of(String variant, String region, String status) {
        return Map.of(VARIANT, variant, "cloud.region", region, "status", status);
    }

    @Test
    void aPointIsOfOneArmAndOneRegion() {
        List<List<Watched.Counted>> rounds = watched.rounds(List.of(
                point("1", 1, of("on", "nz", "200")),
                point("2", 1, of("off", "nz", "500")),
                point("3", 1, of("other", "nz", "500")),
                point("4", 1, of("on", "mars", "500")),
                point("5", 1, Map.of(VARIANT, "on", "cloud.region", "nz")),
                point("6", 1, Map.of("cloud.region", "nz"))));
        assertThat(rounds).hasSize(1);
        assertThat(rounds.get(0))
                .extracting(one -> one.point().series() + (one.treated() ? "+" : "-") + (one.bad() ? "!" : ""))
                .containsExactly("1+", "2-", "2-!", "5+");
    }

    @Test
    void aPointOfAnotherFlagIsNotOurs() {
        Map<String, String> ours = Map.of(VARIANT, "on", "cloud.region", "nz", "feature_flag.key", "checkout");
        Map<String, String> others = Map.of(VARIANT, "on", "cloud.region", "nz", "feature_flag.key", "search");
        assertThat(watched.rounds(List.of(point("1", 1, ours), point("2", 1, others))))
                .singleElement()
                .satisfies(round -> assertThat(round).hasSize(1));
    }

    @Test
    void whatComesTogetherOfOneSeriesIsCountedInTurn() {
        Map<String, String> ok = of("on", "nz", "200");
        List<List<Watched.Counted>> rounds =
                watched.rounds(List.of(point("1", 30, ok), point("1", 10, ok), point("2", 20, ok), point("1", 20, ok)));
        assertThat(rounds)
                .extracting(round -> round.stream()
                        .map(one -> one.point().series() + "@" + one.point().at())
                        .toList())
                .containsExactly(List.of("1@10", "2@20"), List.of("1@20"), List.of("1@30"));
    }

    @Test
    void aStarStandsForAnyText() {
        assertThat(List.of("500", "5*", "*0", "5*0", "*", "*0*", "5**0", "50*0"))
                .allMatch(pattern -> Watched.matches(pattern, "500"));
        assertThat(List.of("50", "4*", "*1", "500*0", "", "*50", "0*5", "5*00*0"))
                .noneMatch(pattern -> Watched.matches(pattern, "500"));
        assertThat(Watched.matches("*", "")).isTrue();
        assertThat(Watched.matches("a*b*c", "a-b-b-c")).isTrue();
        assertThat(Watched.matches("a*b*c", "a-c-b")).isFalse();
    }
}
