package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BucketingTest {

    @Test
    void placesUnitsWhereTheVectorsSay() throws IOException {
        for (JsonNode each : SharedVectors.own("buckets.json")) {
            String salt = each.get("salt").asText();
            String unit = each.get("unit").asText();
            int bucket = each.get("bucket").asInt();
            assertThat(Bucketing.bucket(salt, unit)).as("%s", each).isEqualTo(bucket);
            assertThat(Bucketer.of(Hash.MURMUR3, salt).bucket(unit)).isEqualTo(bucket);
        }
    }

    @Test
    void hashesUnitsAsTheVectorsSay() throws IOException {
        for (JsonNode each : SharedVectors.own("unit-hash.json")) {
            String hash =
                    UnitHash.of(each.get("release").asText(), each.get("unit").asText());
            assertThat(hash).as("%s", each).isEqualTo(each.get("hash").asText());
        }
    }

    @Test
    void hashesAsMurmur3Does() throws IOException {
        String[] lines = SharedVectors.foreign("murmur3/murmur3-sample-v4.csv").split("\n");
        assertThat(lines.length).isGreaterThan(1_000);
        for (String line : lines) {
            String[] row = line.strip().split(",");
            int hash = Murmur3.hash(row[1], Integer.parseInt(row[0]));
            assertThat(Integer.toUnsignedLong(hash)).as(line).isEqualTo(Long.parseLong(row[2]));
        }
    }

    @Test
    void hashesEdgeKeys() throws IOException {
        JsonNode vectors = Json.parse(SharedVectors.foreign("bucketing/vectors.json"));
        for (JsonNode each : vectors.at("/murmur3_x86_32/edge")) {
            int hash = Murmur3.hash(each.get("input").asText(), each.get("seed").asInt());
            assertThat(Integer.toUnsignedLong(hash)).isEqualTo(each.get("hash").asLong());
        }
    }

    /** A prefix may end anywhere within a block of four bytes. */
    @Test
    void continuesAPrefixAsIfItWereOneText() {
        String text = "prefix:Zoë 日本 \uD83D\uDE00 and some more text";
        for (int cut = 0; cut <= text.length(); cut++) {
            if (cut < text.length() && Character.isLowSurrogate(text.charAt(cut))) {
                continue;
            }
            int hash = Murmur3.after(text.substring(0, cut), 7).hash(text.substring(cut));
            assertThat(hash).as("cut at %d", cut).isEqualTo(Murmur3.hash(text, 7));
        }
    }
}
