package dev.firstlight.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.testing.TestFlags;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With SmallRye's implementation, which Quarkus, WildFly and others have. */
class FlagConfigSourceTest {

    private static final Context HOST = Context.of("host-1");

    private final TestFlags flags = new TestFlags()
            .set("checkout", true)
            .set("limit", 7)
            .set("share", 0.25)
            .set("title", "hello")
            .set("look", Map.of("dark", true))
            .setFor("host-1", "title", "hello, host");

    @AfterEach
    void end() {
        FlagConfigSource.serve(null, Context.empty());
    }

    private static SmallRyeConfig config(
            FlagConfigSource source, Map<String, String> file, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        source,
                        new PropertiesConfigSource(file, "application.properties", 250),
                        new PropertiesConfigSource(environment, "the environment", 300))
                .build();
    }

    @Test
    void hasFlagsBetweenTheFileAndTheEnvironment() {
        SmallRyeConfig config = config(
                new FlagConfigSource(flags.client(), HOST),
                Map.of("flag.checkout", "false", "flag.absent", "from the file"),
                Map.of("flag.limit", "9"));
        assertThat(config.getValue("flag.checkout", Boolean.class)).isTrue();
        assertThat(config.getValue("flag.limit", Integer.class)).isEqualTo(9);
        assertThat(config.getValue("flag.share", Double.class)).isEqualTo(0.25);
        assertThat(config.getValue("flag.title", String.class)).isEqualTo("hello, host");
        assertThat(config.getValue("flag.absent", String.class)).isEqualTo("from the file");
        assertThat(config.getOptionalValue("flag.look", String.class)).isEmpty();
        assertThat(config.getOptionalValue("checkout", String.class)).isEmpty();
        assertThat(config.getPropertyNames()).contains("flag.checkout", "flag.title");
        assertThat(new FlagConfigSource(flags.client(), HOST).getProperties())
                .containsEntry("flag.limit", "7")
                .doesNotContainKey("flag.look");
    }

    @Test
    void followsTheFlagsWhereItIsAskedAgain() {
        SmallRyeConfig config = config(new FlagConfigSource(flags.client(), HOST), Map.of(), Map.of());
        Supplier<Integer> limit = () -> config.getValue("flag.limit", Integer.class);
        assertThat(limit.get()).isEqualTo(7);
        flags.set("limit", 8);
        assertThat(limit.get()).isEqualTo(8);
    }

    @Test
    void hasNoValuesBeforeThereIsAClient() {
        SmallRyeConfig config = config(new FlagConfigSource(), Map.of(), Map.of());
        assertThat(config.getOptionalValue("flag.limit", Integer.class)).isEmpty();
        FlagConfigSource.serve(flags.client(), HOST);
        assertThat(config.getValue("flag.limit", Integer.class)).isEqualTo(7);
        try (FlagClient offline = FlagClient.builder().offline(true).build()) {
            FlagConfigSource.serve(offline, HOST);
            assertThat(config.getOptionalValue("flag.limit", Integer.class)).isEmpty();
        }
    }
}
