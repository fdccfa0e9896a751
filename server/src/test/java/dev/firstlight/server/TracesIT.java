package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.RunningServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One edit is one trace, from the request to the streams, in the words of OpenTelemetry's semantic conventions. */
class TracesIT {

    private static final String FLAG = "/api/v1/projects/traced/flags/shop";

    /** Takes what OTLP's exporters send over HTTP. */
    private static final class Collector implements AutoCloseable {
        private final List<Span> spans = new CopyOnWriteArrayList<>();
        private final List<String> services = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                InputStream body = exchange.getRequestBody();
                boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
                take(ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        private void take(ExportTraceServiceRequest request) {
            request.getResourceSpansList().forEach(resource -> {
                services.add(
                        attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", ""));
                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        Span await(Predicate<Span> which) {
            return org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> spans.stream().filter(which).findFirst().orElse(null), found -> found != null);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static Map<String, String> attributes(List<KeyValue> list) {
        return list.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        one -> one.getValue().hasIntValue()
                                ? Long.toString(one.getValue().getIntValue())
                                : one.getValue().getStringValue()));
    }

    private static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    private static RequestSpecification with(RunningServer server, String secret) {
        return given().baseUri(server.url()).auth().oauth2(secret).contentType("application/json");
    }

    private static RequestSpecification admin(RunningServer server) {
        return with(server, Api.ADMIN);
    }

    private static String key(RunningServer server) {
        admin(server)
                .body(Map.of("key", "traced", "name", "Traced"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin(server)
                .body(Map.of("key", "shop", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/traced/flags")
                .then()
                .statusCode(201);
        return admin(server)
                .body(Map.of("name", "test", "kind", "server"))
                .post("/api/v1/projects/traced/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @Test
    void anEditIsOneTraceAsFarAsTheStreams(@TempDir Path directory) throws Exception {
        try (Collector collector = new Collector();
                RunningServer server = RunningServer.start(
                        directory,
                        Map.of(
                                "FIRSTLIGHT_DATABASE_DIRECTORY",
                                directory.resolve("data").toString(),
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.url(),
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                                "200ms"))) {
            String key = key(server);
            try (EventReader stream = EventReader.open(server.url() + "/sdk/v1/stream", key)) {
                stream.next();
                String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
                admin(server)
                        .header("traceparent", traceparent)
                        .body(Map.of("instructions", List.of(Map.of("kind", "turnOn"))))
                        .post(FLAG + "/environments/production/changes")
                        .then()
                        .statusCode(200);
                String trace = traceparent.substring(3, 35);
                Span request = collector.await(span -> is(span, trace, Span.SpanKind.SPAN_KIND_SERVER));
                assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
                assertThat(attributes(request))
                        .containsEntry("http.request.method", "POST")
                        .containsEntry("http.response.status_code", "200")
                        .containsEntry(
                                "http.route",
                                "/api/v1/projects/{project}/flags/{flag}/environments/{environment}/changes")
                        .containsKeys("url.path", "url.scheme", "server.address");
                Span kept = collector.await(span -> is(span, trace, "keep_edits"));
                assertThat(kept.getParentSpanId()).isEqualTo(request.getSpanId());
                assertThat(kept.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
                assertThat(attributes(kept))
                        .containsEntry("db.system.name", "postgresql")
                        .containsEntry("db.stored_procedure.name", "keep_edits");
                Span published = collector.await(span -> is(span, trace, "publish ruleset"));
                assertThat(published.getParentSpanId()).isEqualTo(kept.getSpanId());
                assertThat(attributes(published)).containsEntry("feature_flag.set.id", "traced/production");
                Span sent = collector.await(span -> is(span, trace, "send change"));
                assertThat(sent.getParentSpanId()).isEqualTo(published.getSpanId());
                assertThat(attributes(sent))
                        .containsEntry("messaging.operation.name", "send")
                        .containsEntry("firstlight.streams", "1");
                assertThat(collector.services).containsOnly("firstlight");
            }
            with(server, key)
                    .body(Map.of("context", Map.of("targetingKey", "ana@example.com")))
                    .post("/ofrep/v1/evaluate/flags/shop")
                    .then()
                    .statusCode(200);
            Span request = collector.await(span -> evaluation(span).isPresent());
            assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            Span.Event evaluated = evaluation(request).orElseThrow();
            assertThat(attributes(evaluated.getAttributesList()))
                    .containsEntry("feature_flag.key", "shop")
                    .containsEntry("feature_flag.result.variant", "off")
                    .containsEntry("feature_flag.set.id", "traced/production")
                    .containsEntry("feature_flag.provider.name", "firstlight")
                    .containsKeys("feature_flag.result.reason", "feature_flag.version");
            assertThat(collector.spans).noneMatch(span -> span.toString().contains("ana@example.com"));
            assertThat(collector.spans).noneMatch(span -> span.toString().contains(Api.ADMIN));
            aReleaseThatActsByItselfIsATraceOfItsOwn(server, collector);
        }
    }

    private static void aReleaseThatActsByItselfIsATraceOfItsOwn(RunningServer server, Collector collector) {
        admin(server)
                .body(Map.of("name", "New Zealand", "countries", List.of()))
                .put("/api/v1/projects/traced/regions/nz")
                .then()
                .statusCode(200);
        admin(server)
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "shop",
                        "treatment",
                        "on",
                        "startAt",
                        Instant.now().plusSeconds(2).toString(),
                        "plan",
                        Map.of("stages", List.of(Map.of("regions", List.of("nz"), "percent", 50, "bake", "PT1H")))))
                .post("/api/v1/projects/traced/releases")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(201);
        Span began = collector.await(span -> span.getName().equals("release started"));
        assertThat(began.getParentSpanId().isEmpty()).isTrue();
        Span published = collector.await(span -> is(span, hex(began.getTraceId().toByteArray()), "publish ruleset"));
        assertThat(published.getParentSpanId()).isEqualTo(began.getSpanId());
    }

    private static Optional<Span.Event> evaluation(Span span) {
        return span.getEventsList().stream()
                .filter(event -> event.getName().equals("feature_flag.evaluation"))
                .findFirst();
    }

    private static boolean is(Span span, String trace, String name) {
        return span.getName().equals(name)
                && hex(span.getTraceId().toByteArray()).equals(trace);
    }

    private static boolean is(Span span, String trace, Span.SpanKind kind) {
        return span.getKind() == kind && hex(span.getTraceId().toByteArray()).equals(trace);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
