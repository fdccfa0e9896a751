package dev.firstlight.server.flagd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.clientaccess.ContextJson;
import dev.firstlight.server.exchange.flagd.RandomFlags;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Structure;
import dev.openfeature.sdk.Value;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenFeature's own flagd providers evaluate in the process what our evaluator would, and see a change. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class FlagdClientsTest {

    private static final int DOCUMENTS = 40;
    private static final int CONTEXTS = 25;

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String key;

    @BeforeEach
    void aProject() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
    }

    @AfterEach
    void close() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    private record Question(String flag, ObjectNode context) {}

    /** Many random flags, imported, and what to ask of them. */
    private List<Question> questions() throws IOException {
        ObjectNode all = Json.object();
        ObjectNode flags = all.putObject("flags");
        ObjectNode evaluators = all.putObject("$evaluators");
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            RandomFlags random = new RandomFlags(seed);
            ObjectNode document = (ObjectNode) Json.parse(random.document()
                    .toString()
                    .replace("\"flag-", "\"f" + seed + "-")
                    .replace("\"shared\"", "\"shared-" + seed + "\""));
            flags.setAll((ObjectNode) document.path("flags"));
            evaluators.setAll((ObjectNode) document.path("$evaluators"));
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                document.path("flags")
                        .fieldNames()
                        .forEachRemaining(flag -> questions.add(new Question(flag, context)));
            }
        }
        Api.admin()
                .body(all.toString())
                .post("/api/v1/projects/" + project + "/environments/production/import?from=flagd&contexts=0")
                .then()
                .statusCode(200);
        return questions;
    }

    /** What was imported; the flags that cannot be are asked for by nobody. */
    private Ruleset imported(List<Question> questions) {
        Ruleset ruleset = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(this::ruleset, found -> found.flagKeys().size() > 1);
        questions.removeIf(question -> !ruleset.flagKeys().contains(question.flag()));
        assertThat(questions).hasSizeGreaterThan(DOCUMENTS * CONTEXTS * 2);
        return ruleset;
    }

    private Ruleset ruleset() throws IOException {
        JsonNode document = Json.parse(Api.with(key).get("/sdk/v1/ruleset").asString());
        RulesetSpec spec = RulesetJson.read(document, Mode.STRICT, new ArrayList<>());
        return Ruleset.compile(Objects.requireNonNull(spec));
    }

    private static Evaluation ours(Ruleset ruleset, Question question) {
        return Evaluator.evaluate(ruleset, question.flag(), ContextJson.of(question.context()), null);
    }

    private FlagdOptions.FlagdOptionsBuilder options() {
        return FlagdOptions.builder()
                .resolverType(Config.Resolver.IN_PROCESS)
                .host("localhost")
                .port(server.getPort())
                .tls(false)
                .keepAlive(1_000)
                .deadline(20_000);
    }

    private static Client client(String domain, FlagdOptions options) {
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, new FlagdProvider(options));
        return OpenFeatureAPI.getInstance().getClient(domain);
    }

    @Test
    void theProviderForJavaAnswersAsWeDoAndSeesAChange() throws Exception {
        List<Question> questions = questions();
        Ruleset ruleset = imported(questions);
        questions.forEach(question -> withWholeVersion(question.context()));
        Client client = client("java", options().selector(key).build());
        int compared = 0;
        for (Question question : questions) {
            Evaluation ours = ours(ruleset, question);
            String theirs = client.getStringDetails(question.flag(), "-", context(question.context()))
                    .getVariant();
            // This provider places units by flagd's first hashing, whose other providers have the second, as we do.
            if (ours.reason() != Reason.SPLIT) {
                assertThat(theirs)
                        .as("%s for %s", question.flag(), question.context())
                        .isEqualTo(ours.variant());
                compared++;
            }
            assertThat(theirs).isNotNull();
        }
        assertThat(compared).isGreaterThan(questions.size() / 2);
        assertThat(client.getBooleanValue("checkout", true)).isFalse();
        // Longer than a provider's pings, which must not be taken for an attack.
        Thread.sleep(3_500);
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> client.getBooleanValue("checkout", false));
    }

    /** This provider takes a version that is not written with three numbers for none; others fill it up, as we do. */
    private static void withWholeVersion(ObjectNode context) {
        if (!context.path("v").asText("").matches("\\d+\\.\\d+\\.\\d+(-.*)?|none")) {
            context.remove("v");
        }
    }

    private static MutableContext context(ObjectNode attributes) {
        Map<String, Value> values = new HashMap<>();
        attributes.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
        Value targetingKey = values.remove("targetingKey");
        return targetingKey == null ? new MutableContext(values) : new MutableContext(targetingKey.asString(), values);
    }

    private static Value value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Value> members = new HashMap<>();
            node.properties().forEach(each -> members.put(each.getKey(), value(each.getValue())));
            return new Value((Structure) new dev.openfeature.sdk.ImmutableStructure(members));
        }
        return node.isTextual()
                ? new Value(node.asText())
                : node.isBoolean() ? new Value(node.asBoolean()) : new Value(node.asDouble());
    }

    @Test
    void theProviderForNodeJsAnswersAsWeDoAndSeesAChange() throws Exception {
        List<Question> questions = questions();
        Ruleset ruleset = imported(questions);
        ArrayNode asked = Json.list();
        questions.forEach(
                question -> asked.addObject().put("flag", question.flag()).set("context", question.context()));
        Path file = Files.createTempFile("questions", ".json");
        Files.writeString(file, asked.toString());
        try (NodeScript script = NodeScript.start(
                "flagd", Integer.toString(server.getPort()), "key=" + key, file.toString(), "checkout")) {
            JsonNode answers = Json.parse(script.await("answers "));
            for (int i = 0; i < questions.size(); i++) {
                assertThat(answers.path(i).asText())
                        .as(
                                "%s for %s",
                                questions.get(i).flag(), questions.get(i).context())
                        .isEqualTo(ours(ruleset, questions.get(i)).variant());
            }
            assertThat(script.await("now ")).isEqualTo("false");
            FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> script.printed()
                    .contains("now true"));
        }
    }

    @Test
    void aKeyInTheMetadataIsAsGoodAndARevokedOneIsNone() throws Exception {
        Client client = client(
                "metadata",
                options().clientInterceptors(List.of(sending("Bearer " + key))).build());
        assertThat(client.getBooleanDetails("checkout", true).getVariant()).isEqualTo("off");
        String path = "/api/v1/projects/" + project + "/environments/production/keys";
        Api.admin()
                .delete(path + "/" + Api.admin().get(path).path("items[0].id"))
                .then()
                .statusCode(204);
        Thread.sleep(6_000);
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
        Thread.sleep(1_000);
        assertThat(client.getBooleanValue("checkout", true)).as("what it had").isFalse();
    }

    @Test
    void withoutAServerKeyThereIsNothing() {
        for (String wrong : List.of("", "fls_unknown_unknown_unknown_unknown", Api.sdkKey(project, "client"))) {
            io.grpc.ManagedChannel channel = io.grpc.netty.NettyChannelBuilder.forAddress("localhost", server.getPort())
                    .usePlaintext()
                    .build();
            var stub = dev.firstlight.server.flagd.proto.FlagSyncServiceGrpc.newBlockingStub(channel);
            var request = dev.firstlight.server.flagd.proto.SyncFlagsRequest.newBuilder()
                    .setSelector(wrong)
                    .build();
            assertThat(catchStatus(() -> stub.syncFlags(request).next()))
                    .isIn(io.grpc.Status.Code.UNAUTHENTICATED, io.grpc.Status.Code.PERMISSION_DENIED);
            channel.shutdownNow();
        }
    }

    private static io.grpc.Status.Code catchStatus(Runnable call) {
        try {
            call.run();
            return io.grpc.Status.Code.OK;
        } catch (io.grpc.StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static ClientInterceptor sending(String authorization) {
        return new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(Listener<A> listener, Metadata headers) {
                        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
                        super.start(listener, headers);
                    }
                };
            }
        };
    }

    @Test
    void theSameOverHttpWithATagAndWhatIsLeftOutNamed() {
        FlagApi.patch(
                project,
                "checkout",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "id", "r",
                                "when", Map.of("attribute", "mail", "op", "matches", "value", "a+b"),
                                "serve", Map.of("variant", "on"))),
                        "enabled",
                        true));
        FlagApi.create(project, "second");
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> Api.with(key)
                .get("/flagd/v1/flags.json")
                .then()
                .statusCode(200)
                .body("flags.second.defaultVariant", equalTo("off"))
                .body("metadata.leftOut", equalTo("checkout"))
                .body("metadata.project", equalTo(project)));
        String tag = Api.with(key).get("/flagd/v1/flags.json").header("ETag");
        Api.with(key)
                .header("If-None-Match", tag)
                .get("/flagd/v1/flags.json")
                .then()
                .statusCode(304)
                .body(is(""));
        Api.with(Api.sdkKey(project, "client"))
                .get("/flagd/v1/flags.json")
                .then()
                .statusCode(403);

        io.grpc.ManagedChannel channel = io.grpc.netty.NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
        var stub = dev.firstlight.server.flagd.proto.FlagSyncServiceGrpc.newBlockingStub(
                io.grpc.ClientInterceptors.intercept(channel, sending("Bearer " + key)));
        assertThat(stub.fetchAllFlags(dev.firstlight.server.flagd.proto.FetchAllFlagsRequest.getDefaultInstance())
                        .getFlagConfiguration())
                .isEqualTo(Api.with(key).get("/flagd/v1/flags.json").asString());
        assertThat(stub.getMetadata(dev.firstlight.server.flagd.proto.GetMetadataRequest.getDefaultInstance())
                        .getMetadata()
                        .getFieldsOrThrow("firstlight.leftOut")
                        .getStructValue()
                        .getFieldsOrThrow("checkout")
                        .getStringValue())
                .contains("matches");
        channel.shutdownNow();
    }
}
