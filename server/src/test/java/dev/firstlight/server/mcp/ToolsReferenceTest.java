package dev.firstlight.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The page on tools is about the tools that are served: names, arguments, and what is said of them. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ToolsReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "mcp.md");
    private static final Path SERVED = Path.of("target", "mcp-tools.md");
    private static final String HEADING = "## Tools that look\n";

    @Test
    void thePageHasTheToolsThatAreServed() throws IOException {
        List<JsonNode> tools = new Agent(Api.ADMIN).tools();
        String served = HEADING + section(tools, true) + "\n## Tools that change something\n" + section(tools, false);
        Files.writeString(SERVED, served);
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf(HEADING)))
                .as("docs/reference/mcp.md, from \"Tools that look\" on; what is served is in server/%s", SERVED)
                .isEqualTo(served);
    }

    private static String section(List<JsonNode> tools, boolean looks) {
        return tools.stream()
                .filter(tool -> tool.at("/annotations/readOnlyHint").asBoolean() == looks)
                .map(ToolsReferenceTest::written)
                .collect(Collectors.joining());
    }

    private static String written(JsonNode tool) {
        List<String> required = StreamSupport.stream(
                        tool.at("/inputSchema/required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("### `" + tool.get("name").asText() + "`");
        lines.add("");
        lines.add(tool.get("description").asText());
        lines.add("");
        lines.add("| argument | | |");
        lines.add("|---|---|---|");
        tool.at("/inputSchema/properties").properties().forEach(one -> {
            JsonNode schema = one.getValue();
            String words = StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(word -> "`" + word.asText() + "`")
                    .collect(Collectors.joining(", "));
            lines.add("| `" + one.getKey() + "` | " + schema.get("type").asText()
                    + (required.contains(one.getKey()) ? "" : ", optional") + " | "
                    + schema.get("description").asText().replace("|", "\\|")
                    + (words.isEmpty() ? "" : " One of " + words + ".") + " |");
        });
        lines.add("");
        return String.join("\n", lines);
    }
}
