package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HashTest {

    private static final long VARIANTS = 86_028_157;

    private static int bucket(String hash, long seed, int of, String salt, String unit) {
        return Bucketer.of(new Hash(hash, seed, of), salt).bucket(unit);
    }

    @Test
    void placesUnitsWhereTheVectorsSay() throws IOException {
        for (JsonNode each : SharedVectors.own("hashes.json")) {
            int bucket = bucket(
                    each.get("hash").asText(),
                    each.path("seed").asLong(0),
                    each.path("of").asInt(Hash.PERCENT),
                    each.get("salt").asText(),
                    each.get("unit").asText());
            assertThat(bucket).as("%s", each).isEqualTo(each.get("bucket").asInt());
        }
    }

    @Test
    void placesUnitsWhereTheOtherSystemsDo() throws IOException {
        JsonNode vectors = Json.parse(SharedVectors.foreign("bucketing/vectors.json"));
        for (JsonNode each : vectors.at("/unleash/vectors")) {
            String group = each.get("group").asText();
            String id = each.get("id").asText();
            assertThat(bucket("unleash", 0, 100, group, id) / 1_000 + 1)
                    .isEqualTo(each.get("strategy").asInt());
            assertThat(bucket("unleash", VARIANTS, 100, group, id) / 1_000 + 1)
                    .isEqualTo(each.get("variant").asInt());
        }
        for (JsonNode each : vectors.at("/growthbook/vectors")) {
            if (each.get(3).isNumber()) {
                String hash = "growthbook-" + each.get(2).asInt();
                int bucket =
                        bucket(hash, 0, 100, each.get(0).asText(), each.get(1).asText());
                assertThat(bucket / 100_000.0).isEqualTo(each.get(3).asDouble());
            }
        }
        for (JsonNode each : vectors.at("/launchdarkly/vectors")) {
            String salt = each.get(2).isNull()
                    ? each.get(0).asText() + '.' + each.get(1).asText()
                    : each.get(2).asText();
            int bucket = bucket("launchdarkly", 0, 100, salt, each.get(3).asText());
            assertThat(bucket / 100_000.0).isCloseTo(each.get(4).asDouble(), within(1e-5));
        }
    }

    /** Wherever the other system has a boundary between its parts, ours lies between the same units. */
    @Test
    void keepsEveryBoundary() {
        for (int of : new int[] {1, 3, 7, 100, 999, 1_000, 65_536, 99_999, 100_000}) {
            Bucketer bucketer = Bucketer.of(new Hash("unleash", 0, of), "group");
            for (int i = 0; i < 2_000; i++) {
                String unit = "unit-" + i;
                int part = Integer.remainderUnsigned(Murmur3.hash("group:" + unit, 0), of);
                int bucket = bucketer.bucket(unit);
                assertThat(bucket).isLessThan(boundary(part + 1, of)).isGreaterThanOrEqualTo(boundary(part, of));
            }
        }
    }

    private static int boundary(int part, int of) {
        return (int) Math.ceil((double) part * Bucketing.BUCKETS / of);
    }
}
