package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.source.SourceConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose server sends what does harm: it keeps the last good ruleset, and takes the next good one. */
@Timeout(60)
class HostileServerTest {

    private static final Context ALICE = Context.of("alice");

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FlagClient client() {
        FlagClientBuilder builder = FlagClient.builder().url(server.url()).sdkKey("fls_test");
        builder.sourceTiming = new SourceConfig.Timing(
                Duration.ofSeconds(5),
                Duration.ofMillis(400),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(1),
                Duration.ofMillis(300));
        builder.telemetryTiming = QuickTelemetry.TIMING;
        return builder.build();
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    private static String deep(int depth) {
        return "{\"flags\":" + "{\"not\":".repeat(depth) + "{}" + "}".repeat(depth) + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "7",
                "[]",
                "{}",
                "{",
                "\"ruleset\"",
                "deep",
                "{\"schema\":2,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":5,\"flags\":{}}",
                "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":5,\"flags\":[]}",
                "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":5,\"segments\":\"x\"}",
                "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":1,\"revision\":\"5\",\"flags\":{}}",
                "{\"schema\":1,\"project\":\"p\",\"environment\":\"e\",\"epoch\":0,\"revision\":5,\"flags\":{}}",
                "{\"schema\":1,\"project\":{},\"environment\":[],\"epoch\":1,\"revision\":1e999,\"flags\":{}}"
            })
    void keepsTheLastGoodRuleset(String document) throws Exception {
        String data = document.equals("deep") ? deep(10_000) : document;
        try (FlagClient client = client()) {
            assertThat(client.awaitReady(Duration.ofSeconds(10))).isTrue();
            server.opened.take();
            for (String type : new String[] {"ruleset", "change"}) {
                server.sendAll("event: " + type + "\ndata: " + data + "\n\n");
            }
            server.sendAll("event: goodbye\ndata: {\"reconnectWithinMs\": 1}\n\n");
            assertThat(server.opened.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(revision(client)).isEqualTo(1);
            server.serve(TestServer.ruleset(8));
            server.endStreams();
            Await.until("revision 8", () -> revision(client) == 8);
        }
    }

    /** What can be read is taken; what harms in it harms its own flags only. */
    @Test
    void takesWhatIsGoodInAHostileRuleset() throws Exception {
        ObjectNode hostile = TestServer.ruleset(2);
        ObjectNode flags = (ObjectNode) hostile.get("flags");
        int count = 2_000;
        for (int i = 0; i < count; i++) {
            ObjectNode flag = TestServer.flag(i);
            flag.putArray("prerequisites")
                    .addObject()
                    .put("flag", "f" + (i + 1) % count)
                    .putArray("variants")
                    .add("v");
            flags.set("f" + i, flag);
        }
        flags.put("text", "x");
        flags.set("unknown", TestServer.flag(1).put("type", "date"));
        try (FlagClient client = client()) {
            assertThat(client.awaitReady(Duration.ofSeconds(10))).isTrue();
            server.serve(hostile);
            server.endStreams();
            Await.until("revision 2", () -> revision(client) == 2);
            assertThat(client.intEvaluation("f7", ALICE, -1).errorCode()).isEqualTo(ErrorCode.GENERAL);
            assertThat(client.intEvaluation("text", ALICE, -1).errorCode()).isEqualTo(ErrorCode.PARSE_ERROR);
            assertThat(client.intEvaluation("unknown", ALICE, -1).value()).isEqualTo(-1);
        }
    }
}
