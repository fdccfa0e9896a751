package dev.firstlight.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are taken as they are meant, and those with which nobody could come in are refused by their name. */
class RegistrationTest {

    private static Optional<Registration> read(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("firstlight.oidc." + name, value));
        return Registration.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(OidcConfig.class)
                .build()
                .getConfigMapping(OidcConfig.class));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings =
                new HashMap<>(Map.of("issuer", "https://id.example.org/realms/a", "client-id", "firstlight"));
        settings.put(name, value);
        return settings;
    }

    @Test
    void withoutAProviderThereIsNone() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void newcomersAreLetInOnlyWhereTheOperatorSaysSo() {
        assertThat(read(with("role", "viewer")).orElseThrow().newcomers()).isNull();
        assertThat(read(with("provision", "true")).orElseThrow().newcomers())
                .isEqualTo(dev.firstlight.server.access.Role.MEMBER);
    }

    @Test
    void aClientMayBePublic() {
        assertThat(read(with("name", "Aurora")).orElseThrow().secret()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer | http://id.example.org | FIRSTLIGHT_OIDC_ISSUER is \"http://id.example.org\"",
                "issuer | https://id.example.org?tenant=a | FIRSTLIGHT_OIDC_ISSUER is",
                "issuer | id.example.org | FIRSTLIGHT_OIDC_ISSUER is",
                "issuer | https://id example | FIRSTLIGHT_OIDC_ISSUER is no address",
                "client-id | '' | FIRSTLIGHT_OIDC_CLIENT_ID is missing",
                "scopes | email | FIRSTLIGHT_OIDC_SCOPES lacks openid",
                "name | ' ' | FIRSTLIGHT_OIDC_NAME has 1 to 60",
                "groups-claim | ' ' | FIRSTLIGHT_OIDC_GROUPS_CLAIM is empty",
                "timeout | 0s | FIRSTLIGHT_OIDC_TIMEOUT has to be longer"
            })
    void whatCannotWorkIsRefusedByName(String name, String value, String line) {
        assertThatThrownBy(() -> read(with(name, value)))
                .isInstanceOf(Registration.Unusable.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aClientWithoutAProviderIsAMistake() {
        assertThatThrownBy(() -> read(Map.of("client-id", "firstlight")))
                .hasMessageStartingWith("FIRSTLIGHT_OIDC_ISSUER is missing");
    }
}
