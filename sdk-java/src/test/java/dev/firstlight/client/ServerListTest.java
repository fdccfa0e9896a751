package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers: one is asked until it fails, then the next. */
@Timeout(60)
class ServerListTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer();
        second = new TestServer();
        second.serve(TestServer.ruleset(2));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private FlagClientBuilder both() {
        return Quick.builder().urls(List.of(first.url(), second.url()));
    }

    private static long revision(FlagClient client) {
        return client.intValue("revision", ALICE, -1);
    }

    @Test
    void goesOnAtTheNextAndComesBack() throws Exception {
        try (FlagClient client = both().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(revision(client)).isEqualTo(1);
            assertThat(second.opened).isEmpty();
            first.streamStatus = 503;
            first.rulesetStatus = 503;
            first.telemetryStatus = 503;
            first.endStreams();
            Await.until("revision 2", () -> revision(client) == 2);
            Await.until("ready", () -> client.status().state() == Status.State.READY);
            client.boolValue("revision", ALICE, true);
            assertThat(second.awaitTelemetry("applied").at("/applied/revision").asLong())
                    .isIn(1L, 2L);
            first.streamStatus = 200;
            first.serve(TestServer.ruleset(3));
            second.streamStatus = 503;
            second.endStreams();
            Await.until("revision 3", () -> revision(client) == 3);
        }
    }

    @Test
    void beginsAtTheNextWhereTheFirstIsNotThere() throws Exception {
        int port = first.port();
        first.close();
        try (FlagClient client = both().build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(revision(client)).isEqualTo(2);
        }
        first = new TestServer(port);
    }

    @Test
    void isAskedServerlessUntilOneAnswers() throws Exception {
        first.rulesetStatus = 500;
        try (FlagClient client = both().serverless(true).build()) {
            assertThat(client.refresh(PATIENCE)).isTrue();
            assertThat(revision(client)).isEqualTo(2);
            assertThat(first.fetched).hasValue(1);
            second.rulesetStatus = 500;
            assertThat(client.refresh(PATIENCE)).isFalse();
            assertThat(client.status().state()).isEqualTo(Status.State.STALE);
        }
    }
}
