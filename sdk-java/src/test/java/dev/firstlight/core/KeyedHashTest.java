package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedHashTest {

    @Test
    void isTheSameEverywhere() throws IOException {
        int hashes = 0;
        int ranks = 0;
        for (JsonNode each : SharedVectors.own("keyed-hash.json")) {
            KeyedHash hash = KeyedHash.of(each.get("key").asText());
            if (each.has("unit")) {
                assertThat(hash.rank(each.get("unit").asText()))
                        .as(each.toString())
                        .isEqualTo(each.get("rank").asLong());
                ranks++;
            } else {
                Object value = Objects.requireNonNull(Json.value(each.get("value")));
                assertThat(hash.of(each.get("attribute").asText(), value))
                        .as(each.toString())
                        .isEqualTo(each.get("hash").asText());
                hashes++;
            }
        }
        assertThat(hashes).isGreaterThan(40);
        assertThat(ranks).isGreaterThan(15);
    }

    @Test
    void ranksAreSpreadEvenly() {
        KeyedHash hash = KeyedHash.of("0123456789abcdef");
        long low = IntStream.range(0, 100_000)
                .filter(i -> hash.rank("user-" + i) < KeyedHash.RANKS / 10)
                .count();
        assertThat(low).isBetween(9_600L, 10_400L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcde\u00e9", "0123456789 abcdef"})
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> KeyedHash.of(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
