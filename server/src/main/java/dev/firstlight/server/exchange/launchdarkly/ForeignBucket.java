package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where LaunchDarkly places a unit: a number from 0 to 1. */
final class ForeignBucket {

    /** What weights are parts of. */
    static final double WEIGHTS = 100_000;

    private static final int DIGITS = 15;
    private static final double ALL = 0xFFFFFFFFFFFFFFFL;

    private ForeignBucket() {}

    /**
     * The place of a context, 0 where it has no unit.
     *
     * @param rollout a flag's rollout, or a rule of a segment
     */
    static double of(JsonNode rollout, String key, String salt, Kinds context) {
        boolean experiment = rollout.path("kind").asText().equals("experiment");
        JsonNode value = RolloutImport.unit(rollout, experiment, "").of(context);
        String unit = unit(value);
        if (unit == null) {
            return 0;
        }
        JsonNode seed = rollout.path("seed");
        String prefix = seed.isNumber() ? seed.asText() : key + '.' + salt;
        String hash = HexFormat.of().formatHex(sha1().digest((prefix + '.' + unit).getBytes(StandardCharsets.UTF_8)));
        return Long.parseLong(hash.substring(0, DIGITS), 16) / ALL;
    }

    private static @Nullable String unit(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        return whole ? Long.toString(value.longValue()) : null;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
