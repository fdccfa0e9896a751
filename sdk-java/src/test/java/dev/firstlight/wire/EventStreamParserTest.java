package dev.firstlight.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamParserTest {

    @Test
    void readsAsOthersDo() throws IOException {
        for (JsonNode each : Json.parse(SharedVectors.foreign("sse/vectors.json"))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (JsonNode chunk : each.get("chunksBase64")) {
                bytes.writeBytes(Base64.getDecoder().decode(chunk.asText()));
            }
            List<ServerSentEvent> expected = new ArrayList<>();
            each.get("events")
                    .forEach(event -> expected.add(new ServerSentEvent(
                            event.get("type").asText(),
                            event.get("data").asText(),
                            event.path("lastEventId").asText())));
            for (int size : new int[] {1, 2, 3, 7, Math.max(1, bytes.size())}) {
                assertThat(parse(bytes.toByteArray(), size))
                        .as("%s, %d bytes at a time", each.get("name").asText(), size)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<ServerSentEvent> parse(byte[] bytes, int size) {
        List<ServerSentEvent> events = new ArrayList<>();
        EventStreamParser parser = new EventStreamParser(events::add, comment -> {}, 1 << 20);
        for (int from = 0; from < bytes.length; from += size) {
            parser.feed(bytes, from, Math.min(size, bytes.length - from));
        }
        return events;
    }

    @Test
    void tellsOfComments() {
        List<String> comments = new ArrayList<>();
        EventStreamParser parser = new EventStreamParser(event -> {}, comments::add, 100);
        byte[] bytes = ": one\n:two\n: \n".getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, 0, bytes.length);
        assertThat(comments).containsExactly("one", "two", "");
    }

    @Test
    void refusesToHoldMoreThanItMay() {
        EventStreamParser parser = new EventStreamParser(event -> {}, comment -> {}, 100);
        byte[] line = "data: 0123456789\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        parser.feed(line, 0, line.length);
                    }
                })
                .isInstanceOf(IllegalStateException.class);
    }
}
