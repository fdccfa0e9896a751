package dev.firstlight.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.platform.Outbound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider publishes is read over real HTTP, seldom, and taken only where it is what it should be. */
class ProviderTest {

    private static final String METADATA = "/.well-known/openid-configuration";

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Vertx vertx;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestProvider published;

    private Duration patience = Duration.ofSeconds(10);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void publish() throws IOException {
        published = new TestProvider();
    }

    @AfterEach
    void end() {
        published.close();
    }

    private Provider provider(String... allowed) {
        return new Provider(
                new Issuer(published.issuer()),
                new ProviderCalls(new Outbound(vertx, List.of(allowed)), patience),
                Duration.ofSeconds(30),
                clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private static Provider.Known await(Uni<Provider.Known> known) {
        return known.await().atMost(Duration.ofSeconds(30));
    }

    private long read(String path) {
        return published.asked.stream().filter(path::equals).count();
    }

    @Test
    void itIsReadOnceAnHour() {
        Provider provider = provider("127.0.0.1");
        List<Uni<Provider.Known>> all =
                IntStream.range(0, 50).mapToObj(i -> provider.known()).toList();
        all.forEach(ProviderTest::await);
        now = now.plusSeconds(3_599);
        await(provider.known());
        assertThat(read(METADATA)).isEqualTo(1);
        assertThat(read("/jwks")).isEqualTo(1);
        now = now.plusSeconds(2);
        await(provider.known());
        assertThat(read(METADATA)).isEqualTo(2);
    }

    @Test
    void newerKeysAreReadNotMoreOftenThanOnceInAWhile() {
        Provider provider = provider("127.0.0.1");
        Provider.Known before = await(provider.known());
        published.rotate();
        now = now.plusSeconds(10);
        assertThat(await(provider.again()).keys().getKeys())
                .isEqualTo(before.keys().getKeys());
        now = now.plusSeconds(30);
        for (int i = 0; i < 20; i++) {
            assertThat(await(provider.again())
                            .keys()
                            .getKeyByKeyId(published.key().getKeyID()))
                    .isNotNull();
        }
        assertThat(read("/jwks")).isEqualTo(2);
    }

    @Test
    void whatWasKnownIsUsedWhileTheProviderIsAway() throws IOException {
        Provider provider = provider("127.0.0.1");
        Provider.Known before = await(provider.known());
        published.stop();
        now = now.plusSeconds(60);
        assertThat(await(provider.again())).isSameAs(before);
        assertThat(await(provider.known())).isSameAs(before);
        now = now.plus(Duration.ofHours(2));
        assertThatThrownBy(() -> await(provider.known())).isInstanceOf(NotLetIn.class);
        published.start();
        assertThatThrownBy(() -> await(provider.known()))
                .as("not at once again")
                .isInstanceOf(NotLetIn.class);
        now = now.plusSeconds(3);
        await(provider.known());
    }

    @Test
    void aProviderInThePrivateNetworkIsAskedOnlyWhereTheOperatorSaysSo() {
        assertThatThrownBy(() -> await(provider().known()))
                .isInstanceOf(NotLetIn.class)
                .hasMessageContaining("firstlight.outbound.allow");
        assertThat(published.asked).isEmpty();
    }

    private static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(METADATA, TestProvider.Broken.of(200, "x".repeat(3 << 20)), "answered more than"),
                Arguments.of(METADATA, TestProvider.Broken.of(200, "[".repeat(500_000)), "cannot be read"),
                Arguments.of(METADATA, TestProvider.Broken.of(200, "{\"a\":".repeat(100_000)), "cannot be read"),
                Arguments.of(METADATA, TestProvider.Broken.of(200, "{}"), "cannot be read"),
                Arguments.of(METADATA, TestProvider.Broken.of(404, ""), "answered 404"),
                Arguments.of(
                        METADATA,
                        new TestProvider.Broken(302, "", 0, Map.of("Location", "/elsewhere")),
                        "answered 302"),
                Arguments.of("/jwks", TestProvider.Broken.of(200, "<html>"), "keys that cannot be read"),
                Arguments.of("/jwks", TestProvider.Broken.of(200, "{\"keys\":7}"), "keys that cannot be read"),
                Arguments.of("/jwks", TestProvider.Broken.of(500, ""), "answered 500"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whatCannotBeUsedIsSaid(String path, TestProvider.Broken how, String why) {
        published.broken.put(path, how);
        assertThatThrownBy(() -> await(provider("127.0.0.1").known()))
                .isInstanceOf(NotLetIn.class)
                .hasMessageContaining(why);
        assertThat(published.asked).doesNotContain("/elsewhere");
    }

    @Test
    void nobodyWaitsForLong() {
        patience = Duration.ofMillis(300);
        published.broken.put(METADATA, TestProvider.Broken.slow(5_000));
        assertThatThrownBy(() -> await(provider("127.0.0.1").known()))
                .isInstanceOf(NotLetIn.class)
                .hasMessageContaining("did not answer within");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void metadataThatLeadsElsewhereIsNotTaken(String field, String value, String why) {
        published.metadata = all -> {
            Map<String, Object> other = new HashMap<>(all);
            other.put(field, value);
            return other;
        };
        assertThatThrownBy(() -> await(provider("127.0.0.1").known()))
                .isInstanceOf(NotLetIn.class)
                .hasMessageContaining(why);
    }

    private static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("issuer", "https://elsewhere.example", "says that its issuer is"),
                Arguments.of("token_endpoint", "http://elsewhere.example/token", "no token_endpoint"),
                Arguments.of("authorization_endpoint", "http://elsewhere.example/", "no authorization_endpoint"),
                Arguments.of("jwks_uri", "http://elsewhere.example/", "no jwks_uri"),
                Arguments.of("jwks_uri", "file:///etc/passwd", "no jwks_uri"),
                Arguments.of("userinfo_endpoint", "http://elsewhere.example/", "no userinfo_endpoint"));
    }
}
