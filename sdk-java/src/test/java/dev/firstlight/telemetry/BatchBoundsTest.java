package dev.firstlight.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.TestServer;
import dev.firstlight.core.Assignment;
import dev.firstlight.core.Assignment.Arm;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import dev.firstlight.wire.SamplingRules;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever there is to report, no batch is one that the server refuses: it is split, or what cannot be sent is counted. */
@Timeout(60)
class BatchBoundsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TelemetryConfig.Timing CALM = new TelemetryConfig.Timing(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), PATIENCE, PATIENCE);

    private static final String[] PIECES = {"a", "Z-9", "é", "日本", "😀", "\"", "\\", "\n", "\0", "\uD83D", "\uDE00", " "
    };

    private static TelemetryConfig config(URI url, @Nullable String region) {
        return new TelemetryConfig(
                List.of(url),
                "fls_test",
                region,
                CALM,
                true,
                Set.of("a", "Z-9.a"),
                false,
                InstantSource.system(),
                client -> {});
    }

    private static Report report(@Nullable String region) {
        return new Report(config(URI.create("http://localhost"), region));
    }

    private static Assignment unit(String release, String unit) {
        return new Assignment(release, 0, "nz", Arm.TREATMENT, unit);
    }

    private static Ruleset ruleset(Map<String, JsonNode> flags) {
        return Ruleset.compile(
                requireNonNull(RulesetJson.read(TestServer.rulesetOf(1, flags), Mode.LENIENT, new ArrayList<>())));
    }

    /** All that there is to say, each batch within bounds. */
    private static List<JsonNode> batches(Report report) throws IOException {
        List<JsonNode> batches = new ArrayList<>();
        for (byte[] next = report.next(); next != null; next = report.next()) {
            JsonNode batch = Json.parse(next);
            ServerBounds.check(batch);
            batches.add(batch);
            assertThat(batches).hasSizeLessThan(100);
        }
        return batches;
    }

    private static long told(List<JsonNode> batches, String list) {
        long told = 0;
        for (JsonNode batch : batches) {
            for (JsonNode each : batch.path(list)) {
                told += each.has("units")
                        ? each.get("units").size()
                        : each.get("count").asLong();
            }
        }
        return told;
    }

    private static long dropped(List<JsonNode> batches) {
        return batches.stream()
                .mapToLong(batch -> batch.get("dropped").asLong())
                .sum();
    }

    @Test
    void releasesBeyondWhatABatchHoldsComeWithTheNext() throws IOException {
        Report report = report("nz");
        for (int i = 0; i < 2_500; i++) {
            report.units.exposed(unit("r" + i, "alice"));
            report.units.happened(unit("r" + i, "alice"), "error");
        }
        List<JsonNode> batches = batches(report);
        assertThat(batches).hasSizeGreaterThan(2);
        assertThat(told(batches, "exposures")).isEqualTo(2_500);
        assertThat(told(batches, "outcomes")).isEqualTo(2_500);
        assertThat(report.dropped()).isZero();
    }

    /** It would fit no batch, ever. */
    @Test
    void aNameLargerThanABatchHoldsUpNobody() throws IOException {
        Report report = report("nz");
        report.units.happened(unit("r", "alice"), "m".repeat(400_000));
        report.units.exposed(unit("r".repeat(400_000), "alice"));
        report.units.exposed(unit("r", "alice"));
        assertThat(told(batches(report), "exposures")).isEqualTo(1);
        assertThat(report.dropped()).isEqualTo(2);
    }

    @Test
    void asManyUnitsAsThereMayBeAreSplitBySize() throws IOException {
        Report report = report("nz");
        for (int i = 0; i < 50_000; i++) {
            Assignment unit = unit("r", "unit-" + i);
            report.units.exposed(unit);
            report.units.measured(unit, "latency", -i / 7e-99 / 1e99);
        }
        List<JsonNode> batches = batches(report);
        assertThat(told(batches, "exposures")).isEqualTo(50_000);
        assertThat(told(batches, "outcomes")).isEqualTo(50_000);
    }

    @Test
    void flagsBeyondWhatABatchHoldsComeWithTheNext() throws IOException {
        Map<String, JsonNode> flags = new HashMap<>();
        for (int i = 0; i < 6_000; i++) {
            flags.put("flag-" + i, TestServer.flag(i));
        }
        Ruleset ruleset = ruleset(flags);
        Report report = report("nz");
        report.applied(ruleset);
        flags.keySet()
                .forEach(flag ->
                        report.counts.count(ruleset, flag, Evaluator.evaluate(ruleset, flag, Context.empty(), null)));
        List<JsonNode> batches = batches(report);
        assertThat(batches).hasSizeGreaterThan(1);
        assertThat(told(batches, "evaluations")).isEqualTo(6_000);
        assertThat(report.evaluations.sum()).isEqualTo(6_000);
        assertThat(report.dropped()).isZero();
    }

    @Test
    void aCountBeyondWhatABatchHoldsIsSplit() throws IOException {
        Report report = report("nz");
        report.counts.add(new EvaluationCounts.Kind("flag", "v", Reason.STATIC), 2_500_000_000L);
        List<JsonNode> batches = batches(report);
        assertThat(batches).hasSize(3);
        assertThat(told(batches, "evaluations")).isEqualTo(2_500_000_000L);
    }

    @Test
    void rulesetsThatCameWhileNothingCouldBeSentAreForgottenTheirCountsNot() throws IOException {
        Report report = report("nz");
        for (int i = 0; i < 2_000; i++) {
            Ruleset next = ruleset(Map.of("flag", TestServer.flag(i)));
            report.applied(next);
            report.counts.count(next, "flag", Evaluator.evaluate(next, "flag", Context.empty(), null));
        }
        assertThat(report.counts.rulesets()).isLessThan(20);
        assertThat(told(batches(report), "evaluations")).isEqualTo(2_000);
    }

    @Test
    void whatIsNotSupportedIsToldOfAsFarAsItMay() throws IOException {
        ObjectNode strange = TestServer.flag(1).put("type", "x".repeat(500));
        Map<String, JsonNode> flags = IntStream.range(0, 300)
                .boxed()
                .collect(Collectors.toMap(i -> (i % 2 == 0 ? "flag-" : "f".repeat(90)) + i, i -> strange));
        Report report = report("nz");
        report.applied(ruleset(flags));
        List<JsonNode> batches = batches(report);
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).get("unsupported")).hasSize(100);
    }

    @Test
    void contextsThatFillABatchComeOneAfterTheOther() throws IOException {
        Report report = report("nz");
        requireNonNull(report.contexts)
                .follow(new SamplingRules(
                        1,
                        "0123456789abcdef",
                        IntStream.range(0, 40).mapToObj(i -> "name" + i).collect(Collectors.toSet()),
                        Map.of()));
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Context context = Context.of("user-" + i);
            for (int j = 0; j < 40; j++) {
                context = context.with("name" + j, "界".repeat(900));
            }
            contexts.add(context);
        }
        Set<String> units = new HashSet<>();
        for (int i = 0; i < 60 && units.size() < contexts.size(); i++) {
            contexts.forEach(requireNonNull(report.contexts)::seen);
            batches(report).forEach(batch -> batch.path("contexts")
                    .forEach(each -> units.add(each.get("unit").asText())));
        }
        assertThat(units).hasSameSizeAs(contexts);
    }

    /** By a seed: any texts, numbers and sizes. What was reported was either told or counted as lost. */
    @Test
    void nothingIsLostWithoutBeingCounted() throws IOException {
        Random random = new Random(20_261_129);
        for (int round = 0; round < 150; round++) {
            Report report = report(text(random));
            ContextSample contexts = requireNonNull(report.contexts);
            contexts.follow(new SamplingRules(1, "0123456789abcdef", Set.of("Z-9Z-9", "a.a", "é"), Map.of()));
            Map<String, JsonNode> flags = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                ObjectNode flag = TestServer.flag(i).put("type", random.nextInt(3) == 0 ? text(random) : "integer");
                String variant = text(random);
                flag.put("offVariant", variant).putObject("variants").put(variant, i);
                flag.putObject("default").put("variant", variant);
                flags.put(text(random), flag);
            }
            Ruleset ruleset = ruleset(flags);
            report.applied(ruleset);
            Set<String> exposed = new HashSet<>();
            Set<String> happened = new HashSet<>();
            int evaluated = 0;
            for (int i = 0; i < 300; i++) {
                Assignment of = new Assignment(
                        text(random), random.nextInt(1_500) - 100, text(random), Arm.CONTROL, text(random) + i);
                report.units.exposed(of);
                exposed.add(of.release() + '/' + of.unit());
                String metric = text(random);
                report.units.happened(of, metric);
                report.units.measured(of, metric, Double.longBitsToDouble(random.nextLong() & 0x7fdfffffffffffffL));
                happened.add(of.release() + '/' + metric + '/' + of.unit());
                String flag = random.nextBoolean()
                        ? text(random)
                        : List.copyOf(flags.keySet()).get(i % flags.size());
                Context context = Context.of("u" + i).region(text(random)).with(text(random), text(random));
                report.counts.count(ruleset, flag, Evaluator.evaluate(ruleset, flag, context, null));
                contexts.seen(context);
                evaluated++;
            }
            List<JsonNode> batches = batches(report);
            long told = told(batches, "exposures") + told(batches, "outcomes") + told(batches, "evaluations");
            assertThat(told + report.dropped()).isEqualTo(exposed.size() + 2L * happened.size() + evaluated);
            assertThat(dropped(batches)).isEqualTo(report.dropped());
        }
    }

    private static String text(Random random) {
        int pieces = new int[] {0, 1, 1, 2, 5, 20, 100}[random.nextInt(7)];
        boolean plain = random.nextBoolean();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(plain ? 4 : PIECES.length)]);
        }
        return text.toString();
    }

    /** The whole way, over HTTP, with an application that asks for what is no flag. */
    @Test
    void theServerNeverGetsABatchThatItWouldRefuse() throws Exception {
        try (TestServer server = new TestServer();
                Telemetry telemetry = new Telemetry(config(URI.create(server.url()), "n".repeat(65)))) {
            Ruleset ruleset = ruleset(Map.of("flag", TestServer.flag(1)));
            telemetry.applied(ruleset);
            for (int i = 0; i < 12_000; i++) {
                String flag = i % 3 == 0 ? "\0" + i : i % 3 == 1 ? "x".repeat(70) + i : "unknown-" + i;
                telemetry.evaluated(ruleset, flag, Evaluator.evaluate(ruleset, flag, Context.empty(), null));
            }
            assertThat(telemetry.flush(PATIENCE)).isTrue();
            List<JsonNode> batches = List.copyOf(server.telemetry);
            batches.forEach(ServerBounds::check);
            assertThat(told(batches, "evaluations")).isEqualTo(4_000);
            assertThat(telemetry.counts().dropped()).isEqualTo(8_000);
            assertThat(dropped(batches)).isEqualTo(8_000);
        }
    }
}
