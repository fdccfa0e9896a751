package dev.firstlight.server.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that mean nothing are refused before anything is sent to a cluster, in a sentence that names them. */
class ChartValuesTest {

    private static final Path BAD = Path.of("src", "test", "resources", "chart", "bad");
    private static final Path SETTINGS = Path.of("..", "docs", "reference", "settings.md");

    @TempDir
    Path scratch;

    static List<Path> bad() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.sorted().toList();
        }
    }

    /** The first line of each file is what Helm says. */
    @ParameterizedTest
    @MethodSource("bad")
    void theSchemaRefuses(Path values) throws IOException {
        String expected = Files.readAllLines(values).get(0).replaceFirst("^# ", "");
        JsonNode read = Chart.YAML.readTree(values.toFile());
        Chart chart = Chart.with(read, scratch);
        assertThatThrownBy(chart::text)
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(expected);
    }

    @Test
    void twentyAndMoreAreRefused() throws IOException {
        assertThat(bad()).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                            | database.url",
                "{secrets: {existing: a, values: {FIRSTLIGHT_SECRETS_KEY: b}}}                 | secrets.existing and secrets.values",
                "{files: {existing: a, values: {b.pem: c}}}                                    | files.existing and files.values",
                "{redis: {url: 'redis://a:6379'}, valkey: {enabled: true}}                     | redis.url and valkey.enabled",
                "{metrics: {podMonitor: true, serviceMonitor: true}}                           | metrics.podMonitor and metrics.serviceMonitor",
                "{roles: [api], delivery: {apart: true}}                                       | delivery.apart",
                "{roles: [delivery], delivery: {apart: true}}                                  | delivery.apart",
                "{roles: [relay, api]}                                                         | roles: a relay",
                "{roles: [relay]}                                                              | settings.FIRSTLIGHT_RELAY_UPSTREAM",
                "{roles: [relay], settings: {FIRSTLIGHT_RELAY_UPSTREAM: 'https://a'}, migration: {job: true}} | migration.job: a relay",
                "{migration: {job: true}, database: {from: cloudnativepg}}                     | migration.job",
                "{migration: {job: true}, database: {password: a}}                             | database.password",
                "{migration: {job: true}, files: {values: {a.pem: b}}}                         | files.values",
                "{database: {caFile: a.pem}}                                                   | database.caFile",
                "{database: {from: trial, secret: ''}}                                         | database.password",
                "{autoscaling: {enabled: true, min: 5, max: 4}}                                | autoscaling.max",
                "{autoscaling: {enabled: true, cpuPercent: 0}}                                 | autoscaling.streamsPerPod",
                "{database: {url: 'postgresql://db:5432/a', secret: ''}}                       | database.secret",
            })
    void whatDoesNotGoTogetherIsRefused(String values, String names) throws IOException {
        ObjectNode read = (ObjectNode) Chart.YAML.readTree(values);
        if (!names.equals("database.url")) {
            ObjectNode database = read.withObjectProperty("database");
            if (!database.has("from") && !database.has("url")) {
                database.put("url", "postgresql://db:5432/firstlight");
            }
        }
        Chart chart = Chart.with(read, scratch);
        assertThatThrownBy(chart::text).hasMessageContaining(names);
    }

    /** A misspelt setting does nothing, silently; so the chart knows all of them. */
    @Test
    void theSchemaKnowsTheSettingsOfTheReference() throws IOException {
        JsonNode properties = Chart.YAML
                .readTree(Chart.HOME.resolve("values.schema.json").toFile())
                .path("properties");
        TreeSet<String> known = new TreeSet<>();
        for (JsonNode list : List.of(
                properties.at("/settings/propertyNames/anyOf/0/enum"),
                properties.at("/secrets/properties/values/propertyNames/anyOf/0/enum"))) {
            StreamSupport.stream(list.spliterator(), false)
                    .map(JsonNode::asText)
                    .forEach(known::add);
        }
        String templates;
        try (Stream<Path> files = Files.list(Chart.HOME.resolve("templates"))) {
            templates = files.filter(Files::isRegularFile)
                    .map(ChartValuesTest::read)
                    .reduce("", String::concat);
        }
        TreeSet<String> documented = new TreeSet<>(Pattern.compile("^\\| `(FIRSTLIGHT_[A-Z_]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(SETTINGS))
                .results()
                .map((MatchResult row) -> row.group(1))
                // What the chart sets by itself, the password as a file; and a directory of the embedded database,
                // which
                // a pod has none of.
                .filter(name -> !templates.contains("- name: " + name + "\n") || name.equals("FIRSTLIGHT_REDIS_URL"))
                .filter(name -> !List.of("FIRSTLIGHT_DATABASE_DIRECTORY", "FIRSTLIGHT_DATABASE_PASSWORD")
                        .contains(name))
                .toList());
        assertThat(known)
                .as("settings of docs/reference/settings.md in helm/values.schema.json: under settings, or under"
                        + " secrets.values where they are secret")
                .isEqualTo(documented);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void alertsAreThoseOfTheDocumentation() throws IOException {
        assertThat(Files.readString(Chart.HOME.resolve("files/firstlight.rules.yaml")))
                .as("helm/files/firstlight.rules.yaml; copy docs/prometheus/firstlight.rules.yaml over it")
                .isEqualTo(Files.readString(Path.of("..", "docs", "prometheus", "firstlight.rules.yaml")));
        JsonNode rule = Chart.with(Chart.HOME.resolve("examples/watched.yaml"), scratch).objects().stream()
                .filter(object -> Kinds.of(object).endsWith("PrometheusRule"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.path("spec"))
                .isEqualTo(Chart.YAML.readTree(Path.of("..", "docs", "prometheus", "firstlight.rules.yaml")
                        .toFile()));
    }

    /** Whoever writes a secret into values finds it in a Secret, and nowhere else. */
    @Test
    void secretsAreInSecrets() throws IOException {
        Chart chart = Chart.with(Chart.YAML.readTree("""
                        database: { url: "postgresql://db:5432/firstlight", password: s3cret-database }
                        secrets: { values: { FIRSTLIGHT_SECRETS_KEY: s3cret-key, FIRSTLIGHT_OIDC_CLIENT_SECRET: s3cret-oidc } }
                        files: { values: { key.pem: s3cret-file } }
                        """), scratch);
        List<ObjectNode> objects = chart.objects();
        assertThat(SetRules.broken(objects)).isEmpty();
        assertThat(objects)
                .filteredOn(object -> object.toString().contains("s3cret"))
                .hasSize(3)
                .allMatch(object -> Kinds.of(object).equals("v1 Secret"));
    }

    @Test
    void rolesApartShareTheWork() throws IOException {
        Chart chart = Chart.with(Chart.HOME.resolve("examples/apart.yaml"), scratch);
        assertThat(chart.objects())
                .filteredOn(object -> object.at("/metadata/labels/app.kubernetes.io~1component")
                                .asText()
                                .matches("server|delivery")
                        && Kinds.of(object).equals("apps/v1 Deployment"))
                .extracting(object ->
                        object.at("/spec/template/spec/containers/0/env").toString())
                .satisfiesExactlyInAnyOrder(
                        env -> assertThat(env).contains("\"FIRSTLIGHT_SERVER_ROLES\",\"value\":\"api,ticker\""),
                        env -> assertThat(env).contains("\"FIRSTLIGHT_SERVER_ROLES\",\"value\":\"delivery\""));
    }

    @Test
    void aRelayKnowsNoDatabase() throws IOException {
        List<ObjectNode> objects =
                Chart.with(Chart.HOME.resolve("examples/hybrid.yaml"), scratch).objects();
        assertThat(objects.toString())
                .doesNotContain("FIRSTLIGHT_DATABASE", "5432")
                .contains("FIRSTLIGHT_RELAY_UPSTREAM");
    }

    /** A route that sent an application's request to people's nodes would answer 404; see Duties. */
    @Test
    void whatAppliesForDeliveryGoesToItsNodes() throws IOException {
        String duties = Files.readString(Path.of("src/main/java/dev/firstlight/server/platform/Duties.java"));
        List<String> prefixes = Pattern.compile("\"(/[a-zA-Z0-9./]+)\"")
                .matcher(duties.substring(duties.indexOf("DELIVERY ="), duties.indexOf("HEALTH =")))
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(prefixes).hasSizeGreaterThan(5);
        JsonNode ingress = Chart.with(Chart.HOME.resolve("examples/apart.yaml"), scratch).objects().stream()
                .filter(object -> Kinds.of(object).endsWith(" Ingress"))
                .findFirst()
                .orElseThrow();
        TreeSet<String> routed = new TreeSet<>();
        ingress.at("/spec/rules/0/http/paths").forEach(path -> {
            if (path.at("/backend/service/name").asText().equals("flags-delivery")) {
                routed.add(path.path("path").asText());
            }
        });
        assertThat(prefixes).allSatisfy(prefix -> assertThat(routed)
                .anyMatch(path -> path.startsWith(prefix.replaceAll("[./]$", ""))));
        assertThat(routed).allSatisfy(path -> assertThat(prefixes).anyMatch(prefix -> (path + "/").startsWith(prefix)));
    }
}
