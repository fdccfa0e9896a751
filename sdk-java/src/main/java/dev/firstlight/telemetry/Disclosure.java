package dev.firstlight.telemetry;

import dev.firstlight.core.Context;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a context may leave the application: attributes that are allowed in clear as they are, the keyed hash of others,
 * and of private ones nothing but that they are there. The region is never a secret.
 */
final class Disclosure {

    private static final int MOST_ATTRIBUTES = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LIST = 20;
    /** In characters, more or less. */
    private static final int LARGEST = 1_000;

    private static final String MORE = "*";

    private final KeyedHash hash;
    private final Set<String> clear;
    private final Set<String> hidden;

    /**
     * By these rules.
     *
     * @param clear names or paths that are allowed in clear
     * @param hidden names or paths that are private, whatever else says they are not
     */
    Disclosure(KeyedHash hash, Set<String> clear, Set<String> hidden) {
        this.hash = hash;
        this.clear = clear;
        this.hidden = hidden;
    }

    /** Only for contexts with a targeting key. */
    TelemetryBatch.Sampled of(Context context) {
        String key = String.valueOf(context.targetingKey());
        Told told = new Told(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
        context.asMap().forEach((name, value) -> {
            if (value != null && !name.equals(Context.REGION)) {
                tell(name, value, context, told);
            }
        });
        String region = context.region();
        return new TelemetryBatch.Sampled(
                hash.of(Context.TARGETING_KEY, key),
                hash.rank(key),
                region != null && region.length() <= WireText.LONGEST && WireText.isWritable(region) ? region : null,
                told.clear,
                told.hashed,
                new ArrayList<>(told.withheld));
    }

    private static boolean canBeNamed(String name) {
        return name.length() <= LONGEST_NAME && WireText.isWritable(name);
    }

    /** How many bytes it is of a batch, at most. */
    static int bytes(TelemetryBatch.Sampled told) {
        return Json.bytes(Json.node(List.of(told.clear(), told.hashed(), told.withheld()))).length
                + (told.region() == null ? 0 : WireText.bytes(told.region()))
                + 150;
    }

    private record Told(Map<String, Object> clear, Map<String, Object> hashed, Set<String> withheld) {

        void withhold(String name) {
            withheld.add(!canBeNamed(name) || isFull() ? MORE : name);
        }

        boolean isFull() {
            return clear.size() + hashed.size() + withheld.size() >= MOST_ATTRIBUTES;
        }
    }

    private void tell(String name, Object value, Context context, Told told) {
        if (told.isFull() || !canBeNamed(name) || hidden.contains(name)) {
            told.withhold(name);
        } else if (clear.contains(name) && !hidesWithin(name) && weight(value) <= LARGEST) {
            told.clear.put(name, value);
        } else if (name.equals(Context.TARGETING_KEY)) {
            return; // the unit stands for it
        } else if (value instanceof Map) {
            parts(name, context, told);
            told.withhold(name);
        } else {
            Object hashed = hashed(name, value);
            if (hashed == null) {
                told.withhold(name);
            } else {
                told.hashed.put(name, hashed);
            }
        }
    }

    /** Whether there is something private in what is not private itself. */
    private boolean hidesWithin(String name) {
        return hidden.stream().anyMatch(each -> each.startsWith(name + "."));
    }

    /** Of a map, what is allowed by its path. */
    private void parts(String name, Context context, Told told) {
        for (String path : clear) {
            if (path.startsWith(name + ".")
                    && canBeNamed(path)
                    && !told.isFull()
                    && !isHidden(path)
                    && !hidesWithin(path)) {
                Object value = context.attribute(path);
                if (value != null && weight(value) <= LARGEST) {
                    told.clear.putIfAbsent(path, value);
                }
            }
        }
    }

    private boolean isHidden(String path) {
        return hidden.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "."));
    }

    private @Nullable Object hashed(String name, Object value) {
        if (value instanceof String || value instanceof Double || value instanceof Boolean) {
            return hash.of(name, value);
        }
        if (!(value instanceof List<?> list) || list.size() > LONGEST_LIST) {
            return null;
        }
        List<Object> hashes = new ArrayList<>();
        for (Object element : list) {
            Object one = element instanceof List<?> || element == null ? null : hashed(name, element);
            if (one == null) {
                return null;
            }
            hashes.add(one);
        }
        return hashes;
    }

    /** How much a value is to send; more than may be where it is none that can be written. */
    private static int weight(@Nullable Object value) {
        int weight = 8;
        if (value instanceof String text) {
            return WireText.isWritable(text) ? weight + text.length() : 2 * LARGEST;
        }
        if (value == null || value instanceof Double || value instanceof Boolean) {
            return weight;
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                weight = Math.min(weight + weight(element), 2 * LARGEST);
            }
            return weight;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return 2 * LARGEST;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            int own = WireText.isWritable(name) ? name.length() : 2 * LARGEST;
            weight = Math.min(weight + own + weight(entry.getValue()), 2 * LARGEST);
        }
        return weight;
    }
}
