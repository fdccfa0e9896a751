package dev.firstlight.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.openfeature.FirstlightProvider;
import dev.firstlight.testing.TestFlags;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationEventHookTest {

    private static final String DOMAIN = "events";

    private final InMemoryLogRecordExporter events = InMemoryLogRecordExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setLoggerProvider(SdkLoggerProvider.builder()
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(events))
                    .build())
            .build();

    @AfterEach
    void end() {
        OpenFeatureAPI.getInstance().shutdown();
        telemetry.close();
    }

    private Client client(boolean contextIds) {
        TestFlags flags = new TestFlags().set("checkout", true).setFor("alice", "checkout", false);
        OpenFeatureAPI.getInstance().setProviderAndWait(DOMAIN, new FirstlightProvider(flags.client()));
        Client client = OpenFeatureAPI.getInstance().getClient(DOMAIN);
        client.addHooks(new EvaluationEventHook(telemetry, contextIds));
        return client;
    }

    private Map<String, Object> event() {
        assertThat(events.getFinishedLogRecordItems()).hasSize(1);
        LogRecordData event = events.getFinishedLogRecordItems().get(0);
        assertThat(event.getEventName()).isEqualTo("feature_flag.evaluation");
        Map<String, Object> attributes = new TreeMap<>();
        event.getAttributes().forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    @Test
    void emitsAnEventForEveryEvaluation() {
        client(false).getBooleanValue("checkout", false, new ImmutableContext("alice"));
        assertThat(event())
                .isEqualTo(Map.of(
                        "feature_flag.key", "checkout",
                        "feature_flag.provider.name", "Firstlight",
                        "feature_flag.result.variant", "v0",
                        "feature_flag.result.reason", "targeting_match",
                        "feature_flag.version", "3"));
    }

    @Test
    void saysWhatWentWrong() {
        client(true).getStringValue("checkout", "x", new ImmutableContext("alice"));
        assertThat(event())
                .containsEntry("error.type", "type_mismatch")
                .containsEntry("feature_flag.result.reason", "error")
                .containsEntry("feature_flag.context.id", "alice")
                .containsKey("feature_flag.error.message")
                .doesNotContainKeys("feature_flag.result.variant", "feature_flag.result.value");
    }
}
