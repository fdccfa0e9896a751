package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database has to hold in the end, as numbers that must be equal or in a row. */
final class Rows {

    /** Kinds of work whose answer is a revision. */
    static final Set<String> WRITES = Set.of(Registers.SET, Sets.ADD, Sets.STALE, PairWorker.KIND);

    private Rows() {}

    /** Sums that are not exactly those of what was acknowledged. */
    static List<String> sums(Map<String, Long> acknowledged, Map<String, Long> kept) {
        List<String> wrong = new ArrayList<>();
        acknowledged.forEach((key, sum) -> {
            long is = kept.getOrDefault(key, 0L);
            if (is != sum) {
                wrong.add("counted " + is + " of " + key + ", and " + sum + " were acknowledged");
            }
        });
        kept.keySet().stream()
                .filter(key -> !acknowledged.containsKey(key))
                .forEach(key -> wrong.add("counted " + kept.get(key) + " of " + key + ", which nobody reported"));
        return wrong;
    }

    /** Revisions that are missing; each must follow the one before it. */
    static List<String> gaps(List<Long> revisions) {
        List<String> wrong = new ArrayList<>();
        for (int i = 1; i < revisions.size(); i++) {
            if (revisions.get(i) != revisions.get(i - 1) + 1) {
                wrong.add("revision " + revisions.get(i) + " follows " + revisions.get(i - 1));
            }
        }
        return wrong;
    }

    /** Revisions of acknowledged writes that the log does not have. */
    static List<String> unlogged(List<Op> ops, List<Long> revisions) {
        Set<Long> there = new HashSet<>(revisions);
        return ops.stream()
                .filter(op -> op.is(Op.Outcome.OK) && WRITES.contains(op.kind()))
                .filter(op -> !there.contains(Long.parseLong(op.got())))
                .map(op -> "acknowledged, and the log does not have it: " + op.line())
                .toList();
    }

    /** An event of a release that the machine wrote, and by whom; or that somebody took the lease. */
    record Acted(long micros, String node, boolean lease, String what) {}

    /** What was done by a node that did not lead. In the order of time. */
    static List<String> usurped(List<Acted> acted) {
        List<String> wrong = new ArrayList<>();
        String leader = "";
        for (Acted one : acted) {
            if (one.lease()) {
                leader = one.node();
            } else if (!one.node().equals(leader)) {
                wrong.add(one.node() + " did " + one.what() + " while " + leader + " led");
            }
        }
        return wrong;
    }
}
