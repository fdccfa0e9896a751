package dev.firstlight.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation says about itself beside its value.
 *
 * @param revision the ruleset's revision; 0 where there was no ruleset
 * @param ruleId the rule that decided, null where none did
 * @param bucket the unit's bucket, 0 to 99,999, where a split decided; else {@link #NO_BUCKET}
 * @param prerequisite the flag whose answer turned this one off, null where none did
 * @param errorCode a shortcoming that did not stop the evaluation ({@link ErrorCode#TARGETING_KEY_MISSING}), else null
 */
public record Metadata(
        long revision,
        @Nullable String ruleId,
        int bucket,
        @Nullable String prerequisite,
        @Nullable ErrorCode errorCode) {

    /** The bucket of an evaluation that no bucket decided. */
    public static final int NO_BUCKET = -1;

    /** Metadata that holds a revision and nothing else. */
    public static Metadata of(long revision) {
        return new Metadata(revision, null, NO_BUCKET, null, null);
    }

    /** The same with a bucket. */
    Metadata in(int unitsBucket) {
        return new Metadata(revision, ruleId, unitsBucket, prerequisite, errorCode);
    }

    /** The entries that are there, under the names that the wire and OpenFeature's flag metadata use. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("revision", revision);
        if (ruleId != null) {
            map.put("ruleId", ruleId);
        }
        if (bucket != NO_BUCKET) {
            map.put("bucket", bucket);
        }
        if (prerequisite != null) {
            map.put("prerequisite", prerequisite);
        }
        if (errorCode != null) {
            map.put("errorCode", errorCode.name());
        }
        return map;
    }
}
