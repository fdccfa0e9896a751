package dev.firstlight.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;

/** Where a command says what it found: words for people, JSON for programs. */
record Output(PrintWriter out, PrintWriter err, boolean json) {

    private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

    /** Prints a document where JSON is wanted, the lines otherwise. */
    void print(JsonNode document, Iterable<String> lines) {
        if (!json) {
            lines.forEach(out::println);
            return;
        }
        try {
            out.println(WRITER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Says something beside the result. */
    void note(String line) {
        err.println(line);
    }
}
