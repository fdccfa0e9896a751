package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shows agents the tools, and lets them call them. */
@ApplicationScoped
class Agents {

    private final McpConfig config;
    private final OwnApi api;
    private final CurrentVertxRequest current;

    Agents(McpConfig config, OwnApi api, CurrentVertxRequest current) {
        this.config = config;
        this.api = api;
        this.current = current;
    }

    void register(@Observes StartupEvent started, ToolManager tools) {
        all(config.readOnly()).forEach(tool -> register(tools, tool));
    }

    /** All tools, or only those that look. */
    static List<AgentTool> all(boolean readOnly) {
        return Stream.concat(LookingTools.all().stream(), readOnly ? Stream.empty() : ChangingTools.all().stream())
                .toList();
    }

    private void register(ToolManager tools, AgentTool tool) {
        tools.newTool(tool.name())
                .setTitle(tool.title())
                .setDescription(tool.description())
                .setInputSchema(new JsonObject(tool.schema().toString()))
                .setAnnotations(annotations(tool))
                .setAsyncHandler(asked -> call(tool, asked))
                .register();
    }

    private static ToolAnnotations annotations(AgentTool tool) {
        boolean looks = tool.effect() == AgentTool.Effect.LOOKS;
        return new ToolAnnotations(tool.title(), looks, tool.effect() == AgentTool.Effect.CHANGES, looks, false);
    }

    private Uni<ToolResponse> call(AgentTool tool, ToolArguments asked) {
        JsonObject sent =
                asked.rawMessage().asJsonObject().getJsonObject("params").getJsonObject("arguments", new JsonObject());
        return tool.call(api.of(current.getCurrent().request()), (ObjectNode) Json.read(sent.encode()))
                .onFailure(OwnApi.Refused.class)
                .recoverWithItem(e -> Outcome.refused(((OwnApi.Refused) e).problem()))
                .map(Agents::response);
    }

    /** The content stands there as text, too: many agents read nothing else. */
    private static ToolResponse response(Outcome outcome) {
        return new ToolResponse(
                outcome.failed(),
                List.of(
                        new TextContent(outcome.sentence()),
                        new TextContent(outcome.content().toString())),
                outcome.content(),
                Map.of());
    }
}
