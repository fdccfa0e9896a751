package dev.firstlight.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each checker finds what is wrong in a history, and nothing in one that is right. */
class CheckersTest {

    private static final long S = 1_000_000_000L;

    private static Op op(String kind, String key, String asked, Op.Outcome outcome, String got) {
        return new Op(0, kind, key, asked, outcome, got, 0, 1);
    }

    private static Op add(String element, Op.Outcome outcome) {
        return op(Sets.ADD, "s", element, outcome, outcome == Op.Outcome.OK ? "7" : "");
    }

    private static Sight sight(long revision, String flag, String variant) {
        return new Sight(0, revision, Position.of(1, revision), flag, variant);
    }

    @Test
    void whatWasAcknowledgedIsThereAndWhatWasRefusedIsNot() {
        List<Op> ops = List.of(
                add("a", Op.Outcome.OK),
                add("b", Op.Outcome.FAIL),
                add("c", Op.Outcome.UNKNOWN),
                add("d", Op.Outcome.UNKNOWN));
        assertThat(Sets.check(ops, Map.of("s", Set.of("a", "c")))).isEmpty();
        assertThat(Sets.check(ops, Map.of("s", Set.of("c"))))
                .singleElement()
                .asString()
                .startsWith("lost");
        assertThat(Sets.check(ops, Map.of("s", Set.of("a", "b"))))
                .singleElement()
                .asString()
                .startsWith("refused");
        assertThat(Sets.check(ops, Map.of("s", Set.of("a", "x"))))
                .singleElement()
                .asString()
                .startsWith("nobody");
    }

    @Test
    void whatWasForAnOlderVersionIsNeverDone() {
        Op unknown = op(Sets.STALE, "s", "a", Op.Outcome.UNKNOWN, "");
        assertThat(Sets.check(List.of(unknown), Map.of())).isEmpty();
        assertThat(Sets.check(List.of(unknown), Map.of("s", Set.of("a")))).isNotEmpty();
        assertThat(Sets.check(List.of(op(Sets.STALE, "s", "a", Op.Outcome.OK, "3")), Map.of()))
                .isNotEmpty();
    }

    @Test
    void positionsGoForward() {
        assertThat(Sights.backwards(List.of(sight(1, "", ""), sight(1, "", ""), sight(3, "", ""))))
                .isEmpty();
        assertThat(Sights.backwards(List.of(sight(3, "", ""), sight(2, "", ""))))
                .hasSize(1);
        Sight later = new Sight(0, 9, Position.of(2, 1), "", "");
        assertThat(Sights.backwards(List.of(sight(3, "", ""), later)))
                .as("a new epoch comes after every revision of the one before")
                .isEmpty();
        Sight other = new Sight(1, 9, Position.of(1, 1), "", "");
        assertThat(Sights.backwards(List.of(sight(3, "", ""), other))).isEmpty();
    }

    @Test
    void pairsAreWhole() {
        Map<String, String> pairs = Map.of("a", "b", "b", "a");
        assertThat(Sights.torn(
                        List.of(sight(1, "a", "x"), sight(1, "b", "x"), sight(2, "a", "y"), sight(2, "b", "y")), pairs))
                .isEmpty();
        assertThat(Sights.torn(List.of(sight(1, "a", "x"), sight(1, "b", "y")), pairs))
                .hasSize(1);
    }

    @Test
    void whatIsSeenIsSo() {
        Truth truth = new Truth();
        truth.put("a", Position.of(1, 2), "x");
        truth.put("a", Position.of(1, 5), "y");
        assertThat(Sights.untrue(List.of(sight(1, "a", "?"), sight(4, "a", "x"), sight(5, "a", "y")), truth))
                .isEmpty();
        assertThat(Sights.untrue(List.of(sight(5, "a", "x")), truth)).hasSize(1);
        assertThat(Sights.untrue(List.of(sight(6, "a", "y")), truth))
                .as("nobody was there yet")
                .hasSize(1);
    }

    @Test
    void sumsAreExact() {
        assertThat(Rows.sums(Map.of("a", 3L), Map.of("a", 3L))).isEmpty();
        assertThat(Rows.sums(Map.of("a", 3L), Map.of("a", 4L))).hasSize(1);
        assertThat(Rows.sums(Map.of("a", 3L), Map.of())).hasSize(1);
        assertThat(Rows.sums(Map.of(), Map.of("a", 1L))).hasSize(1);
    }

    @Test
    void revisionsFollowEachOther() {
        assertThat(Rows.gaps(List.of(2L, 3L, 4L))).isEmpty();
        assertThat(Rows.gaps(List.of(2L, 4L))).hasSize(1);
        assertThat(Rows.unlogged(List.of(add("a", Op.Outcome.OK)), List.of(7L))).isEmpty();
        assertThat(Rows.unlogged(List.of(add("a", Op.Outcome.OK)), List.of(6L))).hasSize(1);
    }

    @Test
    void onlyTheLeaderActs() {
        Rows.Acted lease = new Rows.Acted(1, "node-0", true, "");
        Rows.Acted event = new Rows.Acted(2, "node-0", false, "r rolledBack");
        assertThat(Rows.usurped(List.of(lease, event))).isEmpty();
        assertThat(Rows.usurped(List.of(lease, new Rows.Acted(2, "node-1", true, ""), event)))
                .hasSize(1);
    }

    @Test
    void streamsOfRevokedKeysEnd() {
        Revoked good = new Revoked("k", S, 4 * S, false);
        Revoked late = new Revoked("k", S, 7 * S, false);
        assertThat(Revoked.check(List.of(good), List.of())).isEmpty();
        assertThat(Revoked.check(List.of(late), List.of())).hasSize(1);
        assertThat(Revoked.check(List.of(late), List.of(new Revoked.Span(3 * S, 4 * S))))
                .isEmpty();
        assertThat(Revoked.check(List.of(new Revoked("k", S, 0, false)), List.of(new Revoked.Span(0, 9 * S))))
                .as("never")
                .hasSize(1);
        assertThat(Revoked.check(List.of(new Revoked("k", S, 2 * S, true)), List.of()))
                .hasSize(1);
    }

    @Test
    void aCrowdComesOneByOne() {
        List<Long> apart = LongStream.range(0, 48).map(i -> i * S / 20).boxed().toList();
        assertThat(Crowd.check(apart, 48)).isEmpty();
        List<Long> together =
                LongStream.range(0, 96).map(i -> i * S / 1_000).boxed().toList();
        assertThat(Crowd.check(together, 48)).hasSize(1);
    }

    @Test
    void linesAreReadAsTheyWereWritten() {
        Op op = new Op(3, "cas", "k", "1=v", Op.Outcome.UNKNOWN, "", 5, 6);
        assertThat(Op.of(op.line())).isEqualTo(op);
        Sight sight = new Sight(3, 4, Position.of(2, 9), "f", "v");
        assertThat(Sight.of(sight.line())).isEqualTo(sight);
    }

    @Test
    void aScheduleIsTheSameEachTime() {
        List<String> names = List.of("a", "b", "c", "d", "e");
        assertThat(Schedule.once(names, 7))
                .isEqualTo(Schedule.once(names, 7))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(Schedule.mixed(names, 7, 20))
                .isEqualTo(Schedule.mixed(names, 7, 20))
                .hasSize(20);
        assertThat(Schedule.mixed(names, 7, 20)).isNotEqualTo(Schedule.mixed(names, 8, 20));
    }
}
