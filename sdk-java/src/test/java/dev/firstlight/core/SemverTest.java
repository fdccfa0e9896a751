package dev.firstlight.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Against node-semver's cases; those that only its loose mode accepts are left aside. */
class SemverTest {

    @Test
    void ordersByPrecedence() throws IOException {
        for (JsonNode each : Json.parse(SharedVectors.foreign("semver/comparisons.json"))) {
            Semver greater = requireNonNull(Semver.parse(each.get(0).asText()));
            Semver lesser = requireNonNull(Semver.parse(each.get(1).asText()));
            assertThat(greater).as("%s", each).isGreaterThan(lesser);
            assertThat(lesser).isLessThan(greater);
        }
    }

    @Test
    void ignoresBuildMetadata() throws IOException {
        for (JsonNode each : Json.parse(SharedVectors.foreign("semver/equality.json"))) {
            if (each.size() < 3) {
                assertThat(Semver.parse(each.get(0).asText()))
                        .as("%s", each)
                        .isNotNull()
                        .isEqualTo(Semver.parse(each.get(1).asText()));
            }
        }
    }

    @Test
    void refusesWhatIsNoVersion() throws IOException {
        for (JsonNode each : Json.parse(SharedVectors.foreign("semver/invalid-versions.json"))) {
            assertThat(Semver.parse(each.get(0).asText())).as("%s", each).isNull();
        }
    }

    @Test
    void acceptsVersions() throws IOException {
        for (JsonNode each : Json.parse(SharedVectors.foreign("semver/valid-versions.json"))) {
            assertThat(Semver.parse(each.get(0).asText())).as("%s", each).isNotNull();
        }
    }
}
