package dev.firstlight.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.wire.Canonical;
import dev.firstlight.wire.ChangeJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream that is damaged on its way: a change touches every flag, lets one go and brings another, and every ruleset that
 * comes of it has exactly the flags and values of one revision of the server's; nor does it stop what comes after.
 */
@Timeout(60)
class CorruptStreamTest {

    private static final SourceConfig.Timing HASTY = new SourceConfig.Timing(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(1),
            Duration.ofMillis(300));

    /** Each flag's value, by key, at each revision that there ever was. */
    private static final Map<Long, Map<String, String>> KNOWN = Map.of(1L, values(1), 2L, values(2), 3L, values(3));

    private static Map<String, String> values(long revision) {
        String value = Double.toString(revision);
        return Map.of("left", value, "right", value, "only-" + revision, value);
    }

    private static ObjectNode pair(long revision) {
        return TestServer.rulesetOf(revision, flags(revision));
    }

    private static Map<String, JsonNode> flags(long value) {
        Map<String, JsonNode> flags = new LinkedHashMap<>();
        flags.put("left", TestServer.flag(value));
        flags.put("right", TestServer.flag(value));
        flags.put("only-" + value, TestServer.flag(value));
        return flags;
    }

    /** What a change from the first revision to the second says. */
    private static Map<String, JsonNode> changed() {
        Map<String, JsonNode> changed = flags(2);
        changed.put("only-1", NullNode.getInstance());
        return changed;
    }

    private static String change(Map<String, JsonNode> flags, String digest) {
        return "event: change\nid: 1-2\ndata: " + ChangeJson.write(1, 1, 2, flags, Map.of(), null, digest) + "\n\n";
    }

    private static Map<String, JsonNode> half() {
        Map<String, JsonNode> half = changed();
        half.remove("right");
        return half;
    }

    private static UnaryOperator<String> first(double share) {
        return text -> text.substring(0, (int) (text.length() * share));
    }

    private static UnaryOperator<String> without(String part) {
        return text -> text.replace(part, "");
    }

    static Stream<Arguments> damage() {
        Map<String, UnaryOperator<String>> ways = new LinkedHashMap<>();
        ways.put("cut after a tenth", first(0.1));
        ways.put("cut after a third", first(0.33));
        ways.put("cut in the middle", first(0.5));
        ways.put("cut after the first flag", text -> text.substring(0, text.indexOf("\"right\"")));
        ways.put("cut before the digest", text -> text.substring(0, text.indexOf("\"digest\"")));
        ways.put("cut before the empty line", text -> text.substring(0, text.length() - 1));
        ways.put("cut, and an end made of it", text -> text.substring(0, text.indexOf(",\"right\"")) + "}}\n\n");
        ways.put("a line break within", text -> text.replace(",\"right\"", "\n,\"right\""));
        ways.put("an empty line within", text -> text.replace(",\"right\"", "\n\n,\"right\""));
        ways.put("a field begun within", text -> text.replace(",\"right\"", "\ndata: ,\"right\""));
        ways.put("a carriage return within", text -> text.replace(",\"right\"", "\r,\"right\""));
        ways.put("a null byte within", text -> text.replace("\"right\"", "\"ri\0ght\""));
        ways.put("another letter in a key", text -> text.replace("\"right\"", "\"rihgt\""));
        ways.put("another value", text -> text.replaceFirst("\"v\":2", "\"v\":3"));
        ways.put("a number too large", text -> text.replaceFirst("\"v\":2", "\"v\":1e999"));
        ways.put("half the change, its own digest kept", text -> change(half(), Canonical.digest(pair(2))));
        ways.put("half the change, no digest", text -> change(half(), "").replace(",\"digest\":\"\"", ""));
        ways.put("another digest", text -> change(changed(), "0".repeat(64)));
        ways.put("no digest", text -> text.replaceFirst(",\"digest\":\"[0-9a-f]*\"", ""));
        ways.put("from another revision", text -> text.replace("\"from\":1", "\"from\":7"));
        ways.put("to the revision that is there", text -> text.replace("\"to\":2", "\"to\":1"));
        ways.put("of another epoch", text -> text.replace("\"epoch\":1", "\"epoch\":2"));
        ways.put("twice in one line", text -> text.strip() + text.substring(text.indexOf('{')));
        ways.put("no name of the event", without("event: change\n"));
        List<Arguments> arguments = new ArrayList<>();
        ways.forEach((name, way) -> arguments.add(Arguments.of(name, way)));
        assertThat(arguments).hasSize(24);
        return arguments.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void neverYieldsHalfAChange(String name, UnaryOperator<String> damage) throws Exception {
        String whole = change(changed(), Canonical.digest(pair(2)));
        String damaged = damage.apply(whole);
        assertThat(damaged).as("the way does harm").isNotEqualTo(whole);
        Seen seen = new Seen();
        SourceConfig config;
        try (TestServer server = new TestServer()) {
            server.serve(pair(1));
            config = new SourceConfig(URI.create(server.url()), "fls_test", null, HASTY);
            try (RulesetSource source = new RulesetSource(config, null, seen)) {
                source.start();
                Await.until("the first ruleset", () -> !seen.rulesets.isEmpty());
                server.sendAll(damaged);
                server.serve(pair(3));
                server.endStreams();
                Await.until("revision 3", () -> seen.last().revision() == 3);
            }
        }
        assertThat(seen.rulesets).extracting(Ruleset::revision).isSorted();
        for (Ruleset each : seen.rulesets) {
            assertThat(held(each)).as("at revision %d", each.revision()).isEqualTo(KNOWN.get(each.revision()));
        }
    }

    private static Map<String, String> held(Ruleset ruleset) {
        Map<String, String> held = new HashMap<>();
        for (String flag : ruleset.flagKeys()) {
            held.put(
                    flag,
                    String.valueOf(Evaluator.evaluate(ruleset, flag, Context.empty(), null)
                            .value()));
        }
        return held;
    }

    private static final class Seen implements SourceListener {

        private final List<Ruleset> rulesets = new CopyOnWriteArrayList<>();

        private Ruleset last() {
            return rulesets.get(rulesets.size() - 1);
        }

        @Override
        public void onRuleset(Ruleset ruleset) {
            rulesets.add(ruleset);
        }

        @Override
        public void onKills(Ruleset ruleset) {
            rulesets.add(ruleset);
        }

        @Override
        public void onLink(Link link, String reason) {}

        @Override
        public void onDigestMismatch() {}
    }
}
