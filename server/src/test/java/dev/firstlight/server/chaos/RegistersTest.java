package dev.firstlight.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistersTest {

    private static final Map<String, Registers.State> INITIAL = Map.of("r", new Registers.State(1, "a"));

    private static Op read(String state, long began, long ended) {
        return new Op(0, Registers.READ, "r", "", Op.Outcome.OK, state, began, ended);
    }

    private static Op set(String state, Op.Outcome outcome, long began, long ended) {
        return new Op(0, Registers.SET, "r", state, outcome, "", began, ended);
    }

    private static List<String> check(Op... ops) {
        return Registers.check(List.of(ops), INITIAL);
    }

    @Test
    void oneAfterTheOther() {
        assertThat(check(read("1=a", 0, 1), set("1=b", Op.Outcome.OK, 2, 3), read("2=b", 4, 5)))
                .isEmpty();
    }

    @Test
    void anOldReadIsFound() {
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 3), read("1=a", 4, 5))).hasSize(1);
    }

    @Test
    void atOnceEitherIsRight() {
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 6), read("1=a", 3, 4))).isEmpty();
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 6), read("2=b", 3, 4))).isEmpty();
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 9), read("2=b", 3, 4), read("1=a", 5, 6)))
                .hasSize(1);
    }

    @Test
    void twoForOneVersionAreNotBothDone() {
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 6), set("1=c", Op.Outcome.FAIL, 2, 6)))
                .isEmpty();
        assertThat(check(set("1=b", Op.Outcome.OK, 2, 6), set("1=c", Op.Outcome.OK, 2, 6)))
                .hasSize(1);
    }

    @Test
    void whatFitsIsNotRefused() {
        assertThat(check(set("1=b", Op.Outcome.FAIL, 2, 6))).hasSize(1);
    }

    @Test
    void whatNobodyKnowsHappensLaterOrNever() {
        Op unknown = set("1=b", Op.Outcome.UNKNOWN, 2, 3);
        assertThat(check(unknown)).isEmpty();
        assertThat(check(unknown, read("1=a", 10, 11))).isEmpty();
        assertThat(check(unknown, read("1=a", 10, 11), read("2=b", 20, 21))).isEmpty();
        assertThat(check(unknown, read("2=b", 10, 11), read("1=a", 20, 21))).hasSize(1);
        assertThat(check(unknown, read("2=c", 10, 11))).hasSize(1);
        assertThat(check(read("2=b", 0, 1), unknown))
                .as("not before it was asked for")
                .hasSize(1);
    }

    /** Histories of a real register, with answers lost, are right; with one answer changed they are not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomHistories(long seed) {
        Random random = new Random(seed);
        List<Op> ops = new ArrayList<>();
        Registers.State state = new Registers.State(1, "a");
        for (int i = 0; i < 2_000; i++) {
            long at = i * 10L;
            long began = at - random.nextInt(60);
            long ended = at + random.nextInt(60);
            if (random.nextBoolean()) {
                ops.add(read(state.toString(), began, ended));
                continue;
            }
            boolean fits = random.nextInt(3) > 0;
            Registers.State asked = new Registers.State(state.version() - (fits ? 0 : 1), "v" + i);
            boolean lost = random.nextInt(10) == 0;
            boolean done = fits && !(lost && random.nextBoolean());
            ops.add(set(
                    asked.toString(),
                    lost ? Op.Outcome.UNKNOWN : done ? Op.Outcome.OK : Op.Outcome.FAIL,
                    began,
                    ended));
            state = done ? new Registers.State(state.version() + 1, asked.value()) : state;
        }
        assertThat(Registers.check(ops, INITIAL)).isEmpty();
        int changed = 1_000;
        while (!ops.get(changed).isOf(Registers.READ)) {
            changed++;
        }
        Op right = ops.get(changed);
        ops.set(changed, read(Registers.State.of(right.got()).version() + "=never", right.began(), right.ended()));
        assertThat(Registers.check(ops, INITIAL)).hasSize(1);
    }
}
