package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled comparison of one attribute. */
final class LeafCondition implements CompiledCondition {

    private final Condition.Leaf leaf;
    private final AttributePath attribute;
    private final Match match;
    /** {@code exists} asks about a list itself, every other operator about its elements. */
    private final boolean elements;

    LeafCondition(Condition.Leaf leaf, AttributePath attribute, Operator operator, Match match) {
        this.leaf = leaf;
        this.attribute = attribute;
        this.match = match;
        this.elements = operator != Operator.EXISTS || leaf.every();
    }

    @Override
    public boolean holds(Context context, @Nullable Trace trace) {
        Object value = attribute.of(context);
        boolean holds = value != null && matches(value);
        if (trace != null) {
            trace.step("condition", leaf.attribute() + ' ' + described() + ", saw " + Trace.show(value), holds);
        }
        return holds;
    }

    private boolean matches(Object value) {
        if (!elements || !(value instanceof List<?> list)) {
            return one(value);
        }
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            if ((element != null && one(element)) != leaf.every()) {
                return !leaf.every();
            }
        }
        return leaf.every();
    }

    /** The common ones by name: a call of any of a dozen implementations would cost more than most of them do. */
    private boolean one(Object value) {
        if (match instanceof Membership membership) {
            return membership.matches(value);
        }
        if (match instanceof TextMatch text) {
            return text.matches(value);
        }
        return match instanceof NumberMatch number ? number.matches(value) : match.matches(value);
    }

    private String described() {
        String values = leaf.values().isEmpty()
                ? ""
                : ' ' + Trace.show(leaf.values().size() == 1 ? leaf.values().get(0) : leaf.values());
        return (leaf.every() ? "every " : "") + leaf.op() + values;
    }
}
