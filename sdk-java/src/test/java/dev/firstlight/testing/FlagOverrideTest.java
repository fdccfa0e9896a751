package dev.firstlight.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@FlagOverride(flag = "checkout", value = "false")
@FlagOverride(flag = "limit", value = "7")
class FlagOverrideTest {

    private static final Context ALICE = Context.of("alice");

    @BeforeEach
    void seesTheTestsOwnFlags(TestFlags flags, FlagClient client) {
        assertThat(client.intValue("limit", ALICE, 0)).isIn(7L, 8L);
        flags.set("before", true);
    }

    @Test
    void takesWhatIsOnTheClass(FlagClient client) {
        assertThat(client.boolValue("checkout", ALICE, true)).isFalse();
        assertThat(client.boolValue("before", ALICE, false)).isTrue();
    }

    @Test
    @FlagOverride(flag = "checkout", value = "true")
    @FlagOverride(flag = "checkout", value = "false", targetingKey = "bob")
    void prefersWhatIsOnTheMethod(FlagClient client) {
        assertThat(client.boolValue("checkout", ALICE, false)).isTrue();
        assertThat(client.boolValue("checkout", Context.of("bob"), true)).isFalse();
        assertThat(client.intValue("limit", ALICE, 0)).isEqualTo(7);
    }

    @Test
    @FlagOverride(flag = "title", value = "hello, world")
    @FlagOverride(flag = "word", value = "\"true\"")
    @FlagOverride(flag = "look", value = "{\"dark\": true}")
    void readsValuesAsJson(FlagClient client) {
        assertThat(client.stringValue("title", ALICE, "")).isEqualTo("hello, world");
        assertThat(client.stringValue("word", ALICE, "")).isEqualTo("true");
        assertThat(client.objectValue("look", ALICE, Map.of())).containsEntry("dark", true);
    }

    @Nested
    @FlagOverride(flag = "limit", value = "8")
    class Inside {

        @Test
        void comesOverWhatIsOutside(FlagClient client) {
            assertThat(client.intValue("limit", ALICE, 0)).isEqualTo(8);
            assertThat(client.boolValue("checkout", ALICE, true)).isFalse();
        }
    }
}
