package dev.firstlight.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose files ask for what is documented, for nothing that only another stage has, and keep secrets in files. */
class ComposeTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Set<String> COMPOSES_OWN = Set.of("COMPOSE_FILE", "COMPOSE_PROJECT_NAME");

    private static Set<String> rows(String page) throws IOException {
        return Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "production"})
    void everyVariableIsDocumented(String stage) throws IOException {
        Set<String> settings = rows("reference/settings.md");
        Set<String> known = new HashSet<>(settings);
        known.addAll(rows("how-to/run-with-compose.md"));
        known.addAll(COMPOSES_OWN);
        assertThat(known).containsAll(Compose.variables(stage).keySet());
        assertThat(known).containsAll(Compose.asked(stage).keySet());
        Compose.services(stage).at("/server/environment").fieldNames().forEachRemaining(name -> assertThat(settings)
                .contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "production"})
    void everyVariableThatIsGivenIsAskedFor(String stage) throws IOException {
        Set<String> given = new HashSet<>(Compose.variables(stage).keySet());
        given.removeAll(COMPOSES_OWN);
        assertThat(Compose.asked(stage).keySet()).containsAll(given);
    }

    @ParameterizedTest
    @CsvSource({"dev, ''", "test, FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN"})
    void whatIsEmptyHasToBeFilledIn(String stage, String empty) throws IOException {
        assertThat(String.join(
                        ",", Compose.missing(stage, Compose.variables(stage)).keySet()))
                .isEqualTo(empty);
    }

    @Test
    void productionGuessesNothing() throws IOException {
        assertThat(Compose.missing("production", Compose.variables("production"))
                        .keySet())
                .containsExactly(
                        "FIRSTLIGHT_ACCESS_PUBLIC_URL", "IMAGE", "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "SECRETS");
    }

    /** Even where somebody has filled in everything, the wrong .env does not start another stage. */
    @ParameterizedTest
    @CsvSource({"dev, test", "dev, production", "test, dev", "test, production", "production, dev", "production, test"})
    void stagesCannotBeMixedUp(String example, String stage) throws IOException {
        Map<String, String> variables = Compose.variables(example);
        variables.replaceAll((name, value) -> value.isEmpty() ? "filled in" : value);
        assertThat(variables.get("COMPOSE_FILE")).isEqualTo("compose.yaml:compose." + example + ".yaml");
        assertThat(Compose.missing(example, variables)).isEmpty();
        assertThat(Compose.missing(stage, variables))
                .containsKey("STAGE_" + stage.toUpperCase(java.util.Locale.ROOT))
                .hasEntrySatisfying("STAGE_" + stage.toUpperCase(java.util.Locale.ROOT), says -> assertThat(says)
                        .contains(stage + ".env.example"));
        assertThat(variables.get("COMPOSE_PROJECT_NAME"))
                .isNotEqualTo(Compose.variables(stage).get("COMPOSE_PROJECT_NAME"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "production"})
    void whatRunsMayDoLittle(String stage) throws IOException {
        ObjectNode services = Compose.services(stage);
        for (String name : new String[] {"server", "valkey", "ready"}) {
            JsonNode service = services.path(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
            assertThat(service.path("user").asText()).as(name).isEqualTo("65532:65532");
        }
        assertThat(services.at("/server/stop_grace_period").asText()).isEqualTo("30s");
        for (String name : new String[] {"database", "valkey"}) {
            assertThat(services.at("/" + name + "/healthcheck/test")).as(name).isNotEmpty();
            assertThat(services.at("/server/depends_on/" + name + "/condition").asText())
                    .isEqualTo("service_healthy");
        }
        services.properties().forEach(service -> {
            assertThat(service.getValue().path("image").asText())
                    .as(service.getKey())
                    .matches("\\$\\{IMAGE:\\?.*}|[a-z/]+:[0-9.]+");
            service.getValue().path("environment").properties().forEach(each -> {
                if (each.getKey().matches(".*(PASSWORD|SECRET|TOKEN|KEY)")) {
                    assertThat(each.getValue().asText()).as(each.getKey()).matches("\\$\\{[A-Z_]+:\\?.*}");
                }
            });
        });
    }
}
