package dev.firstlight.server.segment;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.util.List;

/** Turns what the evaluator finds wrong in a document into the answer to whoever sent it. */
public final class Refusal {

    private Refusal() {}

    /**
     * Refuses where there is any problem.
     *
     * @param root the pointer of the sent document within what was checked; taken off, so that pointers start at what
     *     was sent
     * @throws Failure 400 where a field is unknown, else 422
     */
    public static void ifAny(List<dev.firstlight.core.Problem> problems, String root) {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem.Entry> entries = problems.stream()
                .map(p -> new Problem.Entry(
                        p.pointer().startsWith(root) ? p.pointer().substring(root.length()) : p.pointer(), p.detail()))
                .toList();
        boolean unknownField = problems.stream().anyMatch(p -> p.detail().startsWith("Unknown field"));
        throw unknownField ? Failure.malformed(entries) : Failure.invalid(entries);
    }
}
