package dev.firstlight.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.Status;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestFlagsTest {

    private static final Context ALICE = Context.of("alice");
    private static final Context BOB = Context.of("bob");

    @Test
    void servesWhatATestSays() {
        TestFlags flags = new TestFlags().set("checkout", true);
        FlagClient client = flags.client();
        assertThat(client.awaitReady(Duration.ZERO)).isTrue();
        assertThat(client.status().state()).isEqualTo(Status.State.READY);
        assertThat(client.boolValue("checkout", ALICE, false)).isTrue();
        flags.set("title", "hello").set("limit", 7).set("share", 0.5).set("look", Map.of("dark", true));
        assertThat(client.stringValue("title", ALICE, "")).isEqualTo("hello");
        assertThat(client.intValue("limit", ALICE, 0)).isEqualTo(7);
        assertThat(client.doubleValue("share", ALICE, 0)).isEqualTo(0.5);
        assertThat(client.objectValue("look", ALICE, Map.of())).containsEntry("dark", true);
        assertThat(client.stringEvaluation("checkout", ALICE, "x").errorCode()).isEqualTo(ErrorCode.TYPE_MISMATCH);
        flags.remove("checkout");
        assertThat(client.boolEvaluation("checkout", ALICE, false).errorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    }

    @Test
    void servesSomeSomethingElse() {
        TestFlags flags = new TestFlags().set("checkout", false).setFor("alice", "checkout", true);
        FlagClient client = flags.client();
        assertThat(client.boolValue("checkout", ALICE, false)).isTrue();
        assertThat(client.boolValue("checkout", BOB, true)).isFalse();
        flags.set("checkout", true).setFor("alice", "checkout", false);
        assertThat(client.boolValue("checkout", ALICE, true)).isFalse();
        assertThat(client.boolValue("checkout", BOB, false)).isTrue();
    }

    @Test
    void tellsListenersBeforeTheCallReturns() {
        TestFlags flags = new TestFlags().set("checkout", false);
        FlagClient client = flags.client();
        List<String> heard = new ArrayList<>();
        client.onChange("checkout", heard::add);
        flags.set("checkout", true);
        assertThat(heard).containsExactly("checkout");
    }

    @Test
    void refusesWhatNoFlagCanServe() {
        TestFlags flags = new TestFlags().set("checkout", false);
        assertThatThrownBy(() -> flags.set("x", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flags.set("x", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flags.setFor("alice", "x", true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flags.setFor("alice", "checkout", "yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several types");
        assertThat(flags.client().boolValue("checkout", ALICE, true)).isFalse();
    }
}
