package dev.firstlight.server.sample;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context as an SDK sends it: see docs/reference/wire.md.
 *
 * @param unit the keyed hash of its targeting key
 * @param rank its place among all units
 * @param clear attributes as they are
 * @param hashed the keyed hashes of others, a list of them for a list
 * @param withheld names of attributes of which nothing is sent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReceivedContext(
        @NotNull @Pattern(regexp = "[0-9a-f]{16}") String unit,
        @Min(0) @Max(0xFFFFFFFFL) long rank,
        @Nullable @Size(max = 64) String region,
        @Nullable @Size(max = 50) Map<@Size(max = 100) String, JsonNode> clear,
        @Nullable @Size(max = 50) Map<@Size(max = 100) String, JsonNode> hashed,
        @Nullable @Size(max = 60) List<@NotNull @Size(max = 100) String> withheld) {

    private static final java.util.regex.Pattern HASH = java.util.regex.Pattern.compile("[0-9a-f]{16}");
    private static final int LONGEST = 16_000;

    /** A row of the sample; what the rules do not allow is left out, whatever the SDK thought. */
    @Nullable
    ObjectNode row(Sampling sampling, ObjectNode row) {
        ObjectNode context = row.objectNode();
        if (clear != null) {
            ObjectNode values = context.putObject("clear");
            clear.forEach((name, value) -> {
                if (sampling.allows(name)) {
                    values.set(name, value);
                }
            });
        }
        if (hashed != null) {
            ObjectNode hashes = context.putObject("hashed");
            hashed.forEach((name, value) -> {
                if (isHash(value) || (value.isArray() && areHashes(value))) {
                    hashes.set(name, value);
                }
            });
        }
        if (withheld != null) {
            withheld.forEach(context.putArray("withheld")::add);
        }
        String text = context.toString();
        return text.length() > LONGEST
                ? null
                : row.put("unit", Long.parseUnsignedLong(unit, 16))
                        .put("rank", rank)
                        .put("region", region == null ? "" : region)
                        .put("context", text);
    }

    private static boolean isHash(JsonNode value) {
        return value.isTextual() && HASH.matcher(value.textValue()).matches();
    }

    private static boolean areHashes(JsonNode list) {
        for (JsonNode each : list) {
            if (!isHash(each)) {
                return false;
            }
        }
        return true;
    }
}
