package dev.firstlight.server.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was read of a register and compared-and-set in it could have happened one after the other, each somewhere
 * between its question and its answer: Wing and Gong's search, with Lowe's memory of where it has been. A register is a
 * version and a value; what nobody knows the outcome of may happen any time after it was asked for, or never.
 */
final class Registers {

    static final String READ = "read";
    static final String SET = "cas";

    private Registers() {}

    /** A version and a value, as {@code 3=v17}. */
    record State(long version, String value) {

        static State of(String text) {
            int sign = text.indexOf('=');
            return new State(Long.parseLong(text.substring(0, sign)), text.substring(sign + 1));
        }

        @Override
        public String toString() {
            return version + "=" + value;
        }
    }

    /** What cannot have happened, a sentence for each register. */
    static List<String> check(List<Op> ops, Map<String, State> initial) {
        Map<String, List<Op>> keys = new TreeMap<>();
        for (Op op : ops) {
            if (op.isOf(SET) || op.isOf(READ) && op.is(Op.Outcome.OK)) {
                keys.computeIfAbsent(op.key(), key -> new ArrayList<>()).add(op);
            }
        }
        List<String> wrong = new ArrayList<>();
        keys.forEach((key, of) -> {
            State state = initial.getOrDefault(key, new State(1, ""));
            Op stuck = new Search(of, state).stuckAt();
            if (stuck != null) {
                wrong.add("register " + key + " is not linearizable: nothing explains " + stuck.line());
            }
        });
        return wrong;
    }

    /** Where an operation takes the register; null where it cannot happen there. */
    private static @Nullable State after(Op op, State state) {
        if (op.isOf(READ)) {
            return State.of(op.got()).equals(state) ? state : null;
        }
        State asked = State.of(op.asked());
        boolean matches = asked.version() == state.version();
        if (op.is(Op.Outcome.FAIL)) {
            return matches ? null : state;
        }
        return matches ? new State(state.version() + 1, asked.value()) : null;
    }

    /** An event of the history: a question, or the answer to it. */
    private static final class Event {
        final int op;
        final boolean call;
        final long at;

        @Nullable
        Event before;

        @Nullable
        Event next;

        @Nullable
        Event answer;

        Event(int op, boolean call, long at) {
            this.op = op;
            this.call = call;
            this.at = at;
        }

        void lift() {
            if (before != null) {
                before.next = next;
            }
            if (next != null) {
                next.before = before;
            }
        }

        void unlift() {
            if (before != null) {
                before.next = this;
            }
            if (next != null) {
                next.before = this;
            }
        }
    }

    private record Seen(BitSet done, State state) {}

    private record Taken(Event call, State before) {}

    private static final class Search {
        private final List<Op> ops;
        private final Event head = new Event(-1, false, Long.MIN_VALUE);
        private State state;
        private int required;

        Search(List<Op> ops, State initial) {
            this.ops = ops;
            this.state = initial;
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < ops.size(); i++) {
                Op op = ops.get(i);
                Event call = new Event(i, true, op.began());
                events.add(call);
                if (!op.is(Op.Outcome.UNKNOWN)) {
                    call.answer = new Event(i, false, op.ended());
                    events.add(call.answer);
                    required++;
                }
            }
            events.sort((one, other) ->
                    one.at != other.at ? Long.compare(one.at, other.at) : Boolean.compare(other.call, one.call));
            Event last = head;
            for (Event event : events) {
                last.next = event;
                event.before = last;
                last = event;
            }
        }

        /** The answer before which the search got no further; null where all can be explained. */
        @Nullable
        Op stuckAt() {
            BitSet done = new BitSet();
            Set<Seen> seen = new HashSet<>();
            Deque<Taken> taken = new ArrayDeque<>();
            Op stuck = null;
            long furthest = Long.MIN_VALUE;
            Event event = head.next;
            while (required > 0) {
                if (event == null) {
                    throw new IllegalStateException("an answer is missing");
                }
                if (!event.call) {
                    if (event.at > furthest) {
                        furthest = event.at;
                        stuck = ops.get(event.op);
                    }
                    if (taken.isEmpty()) {
                        return stuck;
                    }
                    event = back(taken.pop(), done);
                    continue;
                }
                State next = after(ops.get(event.op), state);
                if (next != null && isNew(seen, done, event.op, next)) {
                    taken.push(new Taken(event, state));
                    take(event, done, next);
                    event = head.next;
                } else {
                    event = event.next;
                }
            }
            return null;
        }

        private static boolean isNew(Set<Seen> seen, BitSet done, int op, State next) {
            BitSet with = (BitSet) done.clone();
            with.set(op);
            return seen.add(new Seen(with, next));
        }

        private void take(Event call, BitSet done, State next) {
            done.set(call.op);
            state = next;
            call.lift();
            if (call.answer != null) {
                call.answer.lift();
                required--;
            }
        }

        private @Nullable Event back(Taken last, BitSet done) {
            Event call = last.call();
            done.clear(call.op);
            state = last.before();
            if (call.answer != null) {
                call.answer.unlift();
                required++;
            }
            call.unlift();
            return call.next;
        }
    }
}
