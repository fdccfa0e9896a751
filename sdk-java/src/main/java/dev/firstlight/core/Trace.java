package dev.firstlight.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down the steps of an evaluation that is being explained. */
final class Trace {

    private static final int SHOWN_VALUES = 5;

    private final List<Explanation.Step> steps = new ArrayList<>();

    void step(String step, String detail, Object outcome) {
        steps.add(new Explanation.Step(step, detail, outcome.toString()));
    }

    List<Explanation.Step> steps() {
        return List.copyOf(steps);
    }

    /** A value as people write it; of a long list, the beginning. */
    static String show(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof String) {
            return "\"" + value + '"';
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        if (value instanceof List<?> list) {
            return showAll(list);
        }
        return value instanceof Map<?, ?> map ? "an object of " + map.size() : value.toString();
    }

    private static String showAll(List<?> list) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < list.size(); i++) {
            if (i == SHOWN_VALUES) {
                return text.append(", … ")
                        .append(list.size())
                        .append(" in all]")
                        .toString();
            }
            text.append(i == 0 ? "" : ", ").append(show(list.get(i)));
        }
        return text.append(']').toString();
    }
}
