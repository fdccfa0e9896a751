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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventStreamParserTest {

    /** Of others' cases, which were 60 when this was written. */
    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (JsonNode each : Json.parse(SharedVectors.foreign("sse/vectors.json"))) {
            cases.add(Arguments.of(each.get("name").asText(), each));
        }
        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        return cases.stream();
    }

    /** In the pieces that the case has, in pieces of the size it asks for, and in others: two of them cut every pair of bytes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readsAsOthersDo(String name, JsonNode each) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Read inPieces = new Read();
        for (JsonNode chunk : each.get("chunksBase64")) {
            byte[] piece = Base64.getDecoder().decode(chunk.asText());
            bytes.writeBytes(piece);
            inPieces.parser.feed(piece, 0, piece.length);
        }
        List<ServerSentEvent> expected = new ArrayList<>();
        each.get("events")
                .forEach(event -> expected.add(new ServerSentEvent(
                        event.get("type").asText(),
                        event.get("data").asText(),
                        event.path("lastEventId").asText())));
        assertThat(inPieces.events).isEqualTo(expected);
        List<String> comments = new ArrayList<>();
        each.path("comments").forEach(comment -> comments.add(comment.asText()));
        int whole = Math.max(1, bytes.size());
        for (int size : new int[] {1, 2, 3, 7, each.path("splitBytes").asInt(whole), whole}) {
            Read read = parse(bytes.toByteArray(), size);
            assertThat(read.events).as("%d bytes at a time", size).isEqualTo(expected);
            if (each.has("comments")) {
                assertThat(read.comments).isEqualTo(comments);
            }
        }
    }

    private static final class Read {
        private final List<ServerSentEvent> events = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private final EventStreamParser parser = new EventStreamParser(events::add, comments::add, 1 << 20);
    }

    private static Read parse(byte[] bytes, int size) {
        Read read = new Read();
        for (int from = 0; from < bytes.length; from += size) {
            read.parser.feed(bytes, from, Math.min(size, bytes.length - from));
        }
        return read;
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
