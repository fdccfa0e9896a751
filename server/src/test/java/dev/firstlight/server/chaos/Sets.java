package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether all that was acknowledged is there, and nothing that was refused or never asked for. */
final class Sets {

    static final String ADD = "add";
    /** An add that cannot be done, since it names a version that is long gone. */
    static final String STALE = "stale";

    private Sets() {}

    /** @param there what is there in the end, by where it was looked for and key */
    static List<String> check(List<Op> ops, Map<String, Set<String>> there) {
        List<String> wrong = new ArrayList<>();
        Set<String> asked =
                ops.stream().filter(op -> op.isOf(ADD)).map(Op::asked).collect(Collectors.toSet());
        for (Op op : ops) {
            boolean is = there.getOrDefault(op.key(), Set.of()).contains(op.asked());
            if (op.isOf(ADD) && op.is(Op.Outcome.OK) && !is) {
                wrong.add("lost: " + op.line());
            } else if (op.isOf(ADD) && op.is(Op.Outcome.FAIL) && is) {
                wrong.add("refused and yet there: " + op.line());
            } else if (op.isOf(STALE) && (is || op.is(Op.Outcome.OK))) {
                wrong.add("done though it was made for an older version: " + op.line());
            }
        }
        there.forEach((key, elements) -> elements.stream()
                .filter(element -> !asked.contains(element))
                .forEach(element -> wrong.add("nobody ever added " + element + " to " + key)));
        return wrong;
    }
}
