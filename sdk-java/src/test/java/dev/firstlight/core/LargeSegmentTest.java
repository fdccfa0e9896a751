package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeSegmentTest {

    static Map<String, LargeSegment> lists(JsonNode vectors) {
        Map<String, LargeSegment> lists = new HashMap<>();
        vectors.properties().forEach(each -> {
            byte[] hashes =
                    HexFormat.of().parseHex(each.getValue().get("hashes").asText());
            long version = each.getValue().get("version").asLong();
            lists.put(each.getKey(), LargeSegment.of(each.getKey(), version, hashes));
        });
        return lists;
    }

    @Test
    void hashesKeysAsTheVectorsSay() throws IOException {
        for (JsonNode each : SharedVectors.own("large-segments.json").get(0).get("hashes")) {
            long hash = UnitHash.number(
                    each.get("segment").asText(), each.get("key").asText());
            assertThat(HexFormat.of().toHexDigits(hash))
                    .as("%s", each)
                    .isEqualTo(each.get("hash").asText());
        }
    }

    @Test
    void holdsAMillionKeysAndNoOther() {
        LargeSegment segment = LargeSegment.of("everyone", 1, hashes("everyone", LargeSegment.MAX_COUNT));
        assertThat(segment.count()).isEqualTo(LargeSegment.MAX_COUNT);
        assertThat(segment.version()).isEqualTo(1);
        for (int i = 0; i < LargeSegment.MAX_COUNT; i += 7) {
            assertThat(segment.contains("user-" + i)).isTrue();
            assertThat(segment.contains("nobody-" + i)).isFalse();
        }
    }

    @Test
    void findsTheFirstTheLastAndThoseOnBothSidesOfTheSign() {
        for (int count : new int[] {0, 1, 2, 3, 1_000}) {
            LargeSegment segment = LargeSegment.of("s", 1, hashes("s", count));
            assertThat(segment.hashes()).isEqualTo(hashes("s", count));
            assertThat(IntStream.range(0, 1_000).filter(i -> segment.contains("user-" + i)))
                    .hasSize(count);
        }
    }

    @Test
    void refusesWhatIsNoSortedListOfHashes() {
        byte[] good = hashes("s", 10);
        byte[] swapped = ByteBuffer.allocate(16).put(good, 8, 8).put(good, 0, 8).array();
        byte[] twice = ByteBuffer.allocate(16).put(good, 0, 8).put(good, 0, 8).array();
        byte[] half = ByteBuffer.allocate(12).put(good, 0, 12).array();
        byte[] tooMany = new byte[8 * (LargeSegment.MAX_COUNT + 1)];
        for (byte[] bad : List.of(swapped, twice, half, tooMany)) {
            assertThatThrownBy(() -> LargeSegment.of("s", 1, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] hashes(String segment, int count) {
        long[] turned = IntStream.range(0, count)
                .mapToLong(i -> UnitHash.number(segment, "user-" + i) ^ Long.MIN_VALUE)
                .sorted()
                .toArray();
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
        for (long each : turned) {
            bytes.putLong(each ^ Long.MIN_VALUE);
        }
        return bytes.array();
    }
}
