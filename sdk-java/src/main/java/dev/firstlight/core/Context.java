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

    private static final Context EMPTY = new Context(new String[0], new Object[0], null, null);

    private static final String[] KEY_ALONE = {TARGETING_KEY};

    private final String[] names;
    private final @Nullable Object[] values;
    /** The targeting key's and the region's values, which evaluations ask for most. */
    private final @Nullable Object key;

    private final @Nullable Object region;

    /** What splits served. A lost race only computes again. */
    private @Nullable SplitMemo splits;

    /** The last merge, since an application's contexts all lie over one and the same base. A lost race only merges again. */
    private @Nullable Merge lastMerge;

    private record Merge(Context base, Context merged) {}

    private Context(String[] names, @Nullable Object[] values, @Nullable Object key, @Nullable Object region) {
        this.names = names;
        this.values = values;
        this.key = key;
        this.region = region;
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
        return targetingKey == null ? EMPTY : new Context(KEY_ALONE, new Object[] {targetingKey}, targetingKey, null);
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
        Object newValue = AttributeValue.of(value);
        newNames[at] = name;
        newValues[at] = newValue;
        return new Context(
                newNames,
                newValues,
                name.equals(TARGETING_KEY) ? newValue : key,
                name.equals(REGION) ? newValue : region);
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
        return key instanceof String text ? text : null;
    }

    /** The region, null where there is none or it is not a string. */
    public @Nullable String region() {
        return region instanceof String text ? text : null;
    }

    /** The attributes by name, in the order they were added. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    /** The targeting key's value, of whatever type. */
    @Nullable
    Object key() {
        return key;
    }

    /**
     * The same context, for whoever evaluates many flags and each of them once: it does not remember the buckets that it was
     * in, which there takes longer than it saves.
     */
    public Context forgetful() {
        Context same = new Context(names, values, key, region);
        same.splits = SplitMemo.NEVER;
        return same;
    }

    /** What a split served this context before, null where that is not known. */
    @Nullable
    Evaluation served(SplitServe split) {
        SplitMemo memo = splits;
        return memo == null ? null : memo.get(split);
    }

    void remember(SplitServe split, Evaluation served) {
        SplitMemo memo = splits;
        splits = memo == null ? SplitMemo.FIRST : memo.with(split, served);
    }

    @Nullable
    Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** Contexts have a handful of attributes: a scan over an array beats hashing. */
    private int indexOf(String name) {
        int hash = name.hashCode();
        for (int i = 0; i < names.length; i++) {
            String each = names[i];
            if (each == name || (each.hashCode() == hash && each.equals(name))) {
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
