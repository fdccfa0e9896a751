package dev.firstlight.equivalence;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SDK for JavaScript in a process of its own, asked over its standard streams. */
final class NodePeer implements AutoCloseable {

    private static final Path SDK = Path.of("..", "sdk-js").toAbsolutePath().normalize();
    private static final Path SCRIPT =
            Path.of("src", "test", "js", "answer.mjs").toAbsolutePath();

    /** What UTF-8 cannot carry, a surrogate that stands alone, goes as an escape. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private NodePeer(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.US_ASCII);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Whether the SDK for JavaScript has been built. */
    static boolean isBuilt() {
        return Files.exists(SDK.resolve("dist/core/evaluator.js"));
    }

    static NodePeer start() throws IOException {
        ProcessBuilder node = new ProcessBuilder("node", SCRIPT.toString(), SDK.toString());
        return new NodePeer(node.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    JsonNode ask(JsonNode question) throws IOException {
        to.write(JSON.writeValueAsString(question));
        to.newLine();
        to.flush();
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("Node ended; the question was " + JSON.writeValueAsString(question));
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
