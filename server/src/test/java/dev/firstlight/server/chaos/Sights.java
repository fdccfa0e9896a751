package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What observers may see: positions that go forward, both halves of a change, and at each position what it is. */
final class Sights {

    private static final int MOST = 20;

    private Sights() {}

    /** Positions that went back; in the order in which each observer saw them. */
    static List<String> backwards(List<Sight> sights) {
        Map<Integer, Long> last = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Sight sight : sights) {
            Long before = last.put(sight.observer(), sight.position());
            if (before != null && sight.position() < before && wrong.size() < MOST) {
                wrong.add("position went back from " + Position.text(before) + ": " + sight.line());
            }
        }
        return wrong;
    }

    /** Pairs of flags of which an observer saw different variants at one position. */
    static List<String> torn(List<Sight> sights, Map<String, String> pairs) {
        record At(int observer, long position, String flag) {}
        Map<At, String> seen = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Sight sight : sights) {
            String other = pairs.get(sight.flag());
            if (other == null) {
                continue;
            }
            String half = seen.get(new At(sight.observer(), sight.position(), other));
            if (half != null && !half.equals(sight.variant()) && wrong.size() < MOST) {
                wrong.add("half a change: " + other + " is " + half + " where " + sight.line());
            }
            seen.put(new At(sight.observer(), sight.position(), sight.flag()), sight.variant());
        }
        return wrong;
    }

    /** What was seen at a position at which it is otherwise. */
    static List<String> untrue(List<Sight> sights, Truth truth) {
        List<String> wrong = new ArrayList<>();
        for (Sight sight : sights) {
            if (sight.flag().isEmpty() || wrong.size() >= MOST) {
                continue;
            }
            String is = truth.at(sight.flag(), sight.position());
            if (sight.position() > truth.latest()) {
                wrong.add("seen before it was, or never was: " + sight.line());
            } else if (is != null && !is.equals(sight.variant())) {
                wrong.add("at this position it is " + is + ": " + sight.line());
            }
        }
        return wrong;
    }
}
