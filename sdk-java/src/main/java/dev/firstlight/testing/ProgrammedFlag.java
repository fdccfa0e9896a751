package dev.firstlight.testing;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.core.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flag that serves a value, and some targeting keys others.
 *
 * @param value for everybody else
 * @param targets by targeting key
 */
record ProgrammedFlag(Object value, Map<String, Object> targets) {

    private static final String DEFAULT = "default";

    /** @throws IllegalArgumentException where it is no value that a flag can have */
    static Object checked(Object value) {
        Object read = value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
        if (typeOf(List.of(read)) == null) {
            throw new IllegalArgumentException(
                    "A flag is a boolean, string, finite number or map, and not " + value + ".");
        }
        return read;
    }

    ProgrammedFlag serving(Object next) {
        return new ProgrammedFlag(checked(next), targets);
    }

    ProgrammedFlag servingTo(String targetingKey, Object next) {
        Map<String, Object> all = new LinkedHashMap<>(targets);
        all.put(targetingKey, checked(next));
        return new ProgrammedFlag(value, all);
    }

    /**
     * As the server would write it. Every value has a variant of its own.
     *
     * @throws IllegalArgumentException where its values are of several types
     */
    FlagSpec spec(String key) {
        Map<String, Object> variants = new LinkedHashMap<>();
        List<Target> named = new ArrayList<>();
        variants.put(DEFAULT, value);
        targets.forEach((targetingKey, each) -> {
            String variant = "v" + named.size();
            variants.put(variant, each);
            named.add(new Target(variant, List.of(targetingKey)));
        });
        ValueType type = typeOf(variants.values());
        if (type == null) {
            throw new IllegalArgumentException("The values of '" + key + "' are of several types; give it one type.");
        }
        Serve serve = new Serve.Variant(DEFAULT);
        return new FlagSpec(type, variants, "test", true, DEFAULT, true, List.of(), named, List.of(), serve, null);
    }

    /** The narrowest type of all of them, null where there is none. */
    private static @Nullable ValueType typeOf(Collection<Object> values) {
        for (ValueType type : ValueType.values()) {
            if (values.stream().allMatch(type::accepts)) {
                return type;
            }
        }
        return null;
    }
}
