package dev.firstlight.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking: a targeting key and attributes. Immutable and safe to share between threads; one context per request
 * or per user, used for many evaluations, is the cheapest.
 */
public final class Context {

    /** The attribute that names the unit most splits use. */
    public static final String TARGETING_KEY = "targetingKey";

    /** The attribute that says where the context is. */
    public static final String REGION = "region";

    private static final Context EMPTY = new Context(new String[0], new Object[0]);

    private final String[] names;
    private final @Nullable Object[] values;

    /** The last merge, since an application's contexts all lie over one and the same base. A lost race only merges again. */
    private @Nullable Merge lastMerge;

    private record Merge(Context base, Context merged) {}

    private Context(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** A context with no attribute at all. */
    public static Context empty() {
        return EMPTY;
    }

    /**
     * A context with a targeting key.
     *
     * @param targetingKey the user, machine or whatever else is told apart; null for none
     */
    public static Context of(@Nullable String targetingKey) {
        return targetingKey == null ? EMPTY : EMPTY.with(TARGETING_KEY, targetingKey);
    }

    /**
     * A context with these attributes, {@code targetingKey} and {@code region} among them where there are such.
     *
     * @param attributes as for {@link #with}
     */
    public static Context of(Map<String, ? extends @Nullable Object> attributes) {
        Context context = EMPTY;
        for (Map.Entry<String, ? extends @Nullable Object> attribute : attributes.entrySet()) {
            context = context.with(attribute.getKey(), attribute.getValue());
        }
        return context;
    }

    /**
     * This context with one more attribute, or another value for one it has.
     *
     * @param name the attribute's name
     * @param value a string, number, boolean, date ({@link java.time.Instant} and its like), list or map of these.
     *     Numbers are read as doubles, dates as RFC 3339 strings. Null hides the attribute of a context that this one is
     *     laid {@link #over}. Anything else satisfies {@code exists} and no other operator.
     */
    public Context with(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "name");
        int index = indexOf(name);
        int length = index < 0 ? names.length + 1 : names.length;
        String[] newNames = Arrays.copyOf(names, length);
        @Nullable Object[] newValues = Arrays.copyOf(values, length);
        int at = index < 0 ? length - 1 : index;
        newNames[at] = name;
        newValues[at] = AttributeValue.of(value);
        return new Context(newNames, newValues);
    }

    /** This context in a region; short for {@code with("region", region)}. */
    public Context region(@Nullable String region) {
        return with(REGION, region);
    }

    /**
     * This context laid over another: it has the attributes of both, and where both have one, this one's.
     *
     * @param base what lies below
     */
    public Context over(Context base) {
        if (base.names.length == 0) {
            return this;
        }
        if (names.length == 0) {
            return base;
        }
        Merge last = lastMerge;
        if (last != null && last.base == base) {
            return last.merged;
        }
        Context merged = base;
        for (int i = 0; i < names.length; i++) {
            merged = merged.with(names[i], values[i]);
        }
        lastMerge = new Merge(base, merged);
        return merged;
    }

    /**
     * An attribute's value.
     *
     * @param name a name, or a path of names with dots into maps; a name that itself holds a dot is tried whole first
     * @return Boolean, String, Double, List, Map, or null where there is none
     */
    public @Nullable Object attribute(String name) {
        return new AttributePath(name).of(this);
    }

    /** The targeting key, null where there is none or it is not a string. */
    public @Nullable String targetingKey() {
        return get(TARGETING_KEY) instanceof String key ? key : null;
    }

    /** The region, null where there is none or it is not a string. */
    public @Nullable String region() {
        return get(REGION) instanceof String region ? region : null;
    }

    /** The attributes by name, in the order they were added. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    @Nullable
    Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** Contexts have a handful of attributes: a scan over an array beats hashing. */
    private int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Context that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    /** Names only: the values may be private. */
    @Override
    public String toString() {
        return "Context" + Arrays.toString(names);
    }
}
