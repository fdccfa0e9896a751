package dev.firstlight.server.release;

import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.platform.Failure;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of the machine that people move: what each of their actions leads to, from where it is possible. */
final class Acts {
    private Acts() {}

    /**
     * What a person asked for.
     *
     * @param region where to take it back, for {@link Action#ROLLBACK} only; null is everywhere
     * @throws Failure with the reason why not
     */
    static Decision act(Plan plan, Progress now, Action action, @Nullable String region, Instant at) {
        State state = now.state();
        return switch (action) {
            case START -> {
                require(state.ahead(), now, action, State.DRAFT, State.SCHEDULED);
                yield start(plan, at);
            }
            case RESUME -> {
                require(state.ahead() || state == State.PAUSED, now, action, State.PAUSED);
                yield state.ahead() ? start(plan, at) : Decision.hold(now.in(State.RUNNING, at));
            }
            case PAUSE -> {
                require(state == State.RUNNING, now, action, State.RUNNING);
                yield Decision.hold(now.in(State.PAUSED, at));
            }
            case PROMOTE -> {
                require(state.live(), now, action, State.RUNNING, State.PAUSED);
                yield ReleaseMachine.next(plan, now, at);
            }
            case ROLLBACK -> {
                require(state.live() || now.step() == Step.WATCHING, now, action, State.RUNNING, State.PAUSED);
                yield region == null
                        ? Decision.rollBack(now, State.ROLLED_BACK, at, null)
                        : Decision.rollBack(now, region, at, null);
            }
            case ABORT -> {
                require(state.live() || state.ahead(), now, action, State.RUNNING, State.PAUSED);
                yield state.ahead()
                        ? Decision.hold(now.in(State.ABORTED, at))
                        : Decision.rollBack(now, State.ABORTED, at, null);
            }
            case ACKNOWLEDGE -> {
                require(state == State.ROLLED_BACK, now, action, State.ROLLED_BACK);
                yield Decision.hold(now);
            }
        };
    }

    private static Decision start(Plan plan, Instant at) {
        return Decision.of(Decision.Kind.ADVANCE, Progress.at(plan.together(0), at));
    }

    private static void require(boolean possible, Progress now, Action action, State... from) {
        if (!possible) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "This release is " + now.state() + "; to " + action.word() + " it must be "
                            + Arrays.stream(from).map(State::name).collect(Collectors.joining(" or ")) + ".");
        }
    }
}
