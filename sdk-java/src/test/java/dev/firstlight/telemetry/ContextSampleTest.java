package dev.firstlight.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.core.Context;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.SamplingJson;
import dev.firstlight.wire.SamplingRules;
import dev.firstlight.wire.TelemetryBatch;
import dev.firstlight.wire.TelemetryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSampleTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final SamplingRules ALL = new SamplingRules(3, KEY, Set.of(), Map.of());

    @Test
    @SuppressWarnings("unchecked")
    void tellsOfAContextWhatItMay() throws IOException {
        for (JsonNode each : SharedVectors.own("disclosure.json")) {
            Disclosure disclosure = new Disclosure(
                    KeyedHash.of(each.get("key").asText()), texts(each.get("clear")), texts(each.get("private")));
            Context context = Context.of((Map<String, Object>) requireNonNull(Json.value(each.get("context"))));
            JsonNode written = TelemetryJson.write(batch(List.of(disclosure.of(context))));
            assertThat(Json.value(written.at("/contexts/0")))
                    .as(each.get("note").asText())
                    .isEqualTo(Json.value(each.get("sampled")));
        }
    }

    @Test
    void keepsTheUnitsOfTheLowestRankOnceEach() {
        ContextSample sample = new ContextSample(Set.of());
        sample.follow(ALL);
        List<String> units =
                IntStream.range(0, 10_000).mapToObj(i -> "user-" + i).toList();
        for (int round = 0; round < 3; round++) {
            units.forEach(unit -> sample.seen(Context.of(unit)));
        }
        KeyedHash hash = KeyedHash.of(KEY);
        List<Long> lowest = units.stream().map(hash::rank).sorted().toList();
        assertThat(ranks(sample.drain())).isEqualTo(lowest.subList(0, 100));
        units.forEach(unit -> sample.seen(Context.of(unit)));
        assertThat(ranks(sample.drain())).as("then the next").isEqualTo(lowest.subList(100, 200));
        assertThat(sample.drain()).isEmpty();
    }

    @Test
    void sendsNoUnitThatHasNoChance() {
        ContextSample sample = new ContextSample(Set.of());
        long half = KeyedHash.RANKS / 2;
        sample.follow(new SamplingRules(3, KEY, Set.of(), Map.of("nz", half, "", 0L)));
        for (int i = 0; i < 60; i++) {
            sample.seen(Context.of("user-" + i).region("nz"));
            sample.seen(Context.of("nowhere-" + i));
            sample.seen(Context.of("eu-" + i).region("eu"));
        }
        List<TelemetryBatch.Sampled> sampled = sample.drain();
        assertThat(sampled).filteredOn(one -> "eu".equals(one.region())).hasSizeGreaterThan(30);
        assertThat(sampled)
                .filteredOn(one -> "nz".equals(one.region()))
                .hasSizeBetween(10, 50)
                .allMatch(one -> one.rank() < half);
        assertThat(sampled).filteredOn(one -> one.region() == null).isEmpty();
    }

    @Test
    void looksAtNothingBeforeItIsWantedNorAfter() {
        ContextSample sample = new ContextSample(Set.of());
        sample.seen(Context.of("alice"));
        assertThat(sample.drain()).isEmpty();
        assertThat(sample.version()).isZero();
        sample.follow(ALL);
        sample.seen(Context.of("alice"));
        sample.seen(Context.empty());
        assertThat(sample.version()).isEqualTo(3);
        sample.follow(null);
        assertThat(sample.drain()).isEmpty();
        sample.follow(ALL);
        sample.seen(Context.of("alice"));
        assertThat(sample.drain()).as("other rules, another hash: told again").hasSize(1);
    }

    @Test
    void samplesNobodyWhereTheTargetingKeyIsPrivate() {
        ContextSample sample = new ContextSample(Set.of("targetingKey"));
        sample.follow(ALL);
        sample.seen(Context.of("alice"));
        assertThat(sample.drain()).isEmpty();
    }

    @Test
    void readsWhatTheServerAnswers() {
        assertThat(rules("{\"sampling\":{\"version\":3,\"key\":\"" + KEY
                        + "\",\"clear\":[\"plan\"],\"below\":{\"nz\":7},\"later\":1}}"))
                .isEqualTo(new SamplingRules(3, KEY, Set.of("plan"), Map.of("nz", 7L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "nonsense",
                "{\"sampling\":null}",
                "{\"sampling\":{\"version\":1}}",
                "{\"sampling\":{\"version\":1,\"key\":\"short\"}}",
                "{\"sampling\":{\"version\":1,\"key\":\"0123456789abcdef\",\"below\":{\"nz\":-1}}}"
            })
    void takesAnythingElseForNo(String answer) {
        assertThat(rules(answer)).isNull();
    }

    private static @Nullable SamplingRules rules(String answer) {
        return SamplingJson.read(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Long> ranks(List<TelemetryBatch.Sampled> sampled) {
        return sampled.stream().map(TelemetryBatch.Sampled::rank).toList();
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static TelemetryBatch batch(List<TelemetryBatch.Sampled> contexts) {
        TelemetryBatch batch = new TelemetryBatch(
                "i",
                0,
                new TelemetryBatch.Sdk("s", "1"),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                0,
                0,
                List.of("in"),
                3L,
                contexts);
        assertThat(TelemetryJson.read(TelemetryJson.write(batch), new ArrayList<>()))
                .isEqualTo(batch);
        return batch;
    }
}
