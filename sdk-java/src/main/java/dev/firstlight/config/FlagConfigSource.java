package dev.firstlight.config;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagEvaluation;
import dev.firstlight.core.Context;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Flags as values of configuration: the property {@code flag.new-checkout} is what the flag {@code new-checkout} serves one
 * fixed context. Its ordinal is {@value #ORDINAL}: above application.properties, below the environment, so that an operator
 * can still say otherwise. Each read evaluates in memory; inject a {@code Supplier} or {@code Provider} for a value that
 * follows the flag, since anything else is read once. Flags of objects, and those that cannot be evaluated, are not there.
 */
public final class FlagConfigSource implements ConfigSource {

    /** What the names of the properties begin with. */
    public static final String PREFIX = "flag.";

    /** Its place among sources of configuration. */
    public static final int ORDINAL = 275;

    private record Asked(FlagClient client, Context context) {}

    /** Whom sources ask that were made before there was a client: configuration comes before all else. */
    private static volatile @Nullable Asked late;

    private final @Nullable Asked asked;

    /** A source that has no values until {@link #serve} is called. */
    public FlagConfigSource() {
        this.asked = null;
    }

    /**
     * A source of this client's flags.
     *
     * @param client whose flags they are; it is not closed with the configuration
     * @param context who is asking, always
     */
    public FlagConfigSource(FlagClient client, Context context) {
        this.asked = new Asked(client, context);
    }

    /**
     * Has every source that was made without a client serve this one's flags.
     *
     * @param client null to end it
     * @param context who is asking, always
     */
    public static void serve(@Nullable FlagClient client, Context context) {
        late = client == null ? null : new Asked(client, context);
    }

    private @Nullable Asked asked() {
        return asked == null ? late : asked;
    }

    @Override
    public Set<String> getPropertyNames() {
        Asked now = asked();
        Set<String> names = new HashSet<>();
        if (now != null) {
            now.client.flagKeys().forEach(key -> names.add(PREFIX + key));
        }
        return names;
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        getPropertyNames().forEach(name -> {
            String value = getValue(name);
            if (value != null) {
                properties.put(name, value);
            }
        });
        return properties;
    }

    @Override
    public @Nullable String getValue(String name) {
        Asked now = name.startsWith(PREFIX) ? asked() : null;
        return now == null ? null : text(now, name.substring(PREFIX.length()));
    }

    private static @Nullable String text(Asked asked, String key) {
        if (!asked.client.flagKeys().contains(key)) {
            return null; // any name may be asked for, and only flags are to be counted
        }
        FlagEvaluation<Object> evaluation = asked.client.evaluation(key, asked.context, "");
        Object value = evaluation.value();
        if (evaluation.errorCode() != null || value instanceof Map) {
            return null;
        }
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf(number.longValue())
                : value.toString();
    }

    @Override
    public String getName() {
        return "Firstlight";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
