package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.references.Reference;
import dev.firstlight.server.cli.references.ReferenceScanner;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "references",
        description = "Finds the project's flags in source files, and tells the server where they are.")
final class ReferencesCommand extends ServerCommand {

    @Parameters(paramLabel = "DIRECTORY", defaultValue = ".", description = "where to look; else here")
    Path directory = Path.of(".");

    @Option(names = "--upload", description = "tell the server, in place of what it knew of this repository")
    boolean upload;

    @Option(names = "--repository", description = "its name; else git's origin, or the directory's name")
    @Nullable
    String repository;

    @Option(names = "--commit", description = "which commit this is; else git's HEAD")
    @Nullable
    String commit;

    @Override
    ExitCode run(ApiClient api, Output output) {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(ExitCode.USAGE, directory + " is no directory.");
        }
        SortedMap<String, List<Reference>> byFlag = new TreeMap<>();
        for (JsonNode flag : Pages.all(api, ApiClient.path("flags"), null)) {
            byFlag.put(flag.path("key").asText(), new ArrayList<>());
        }
        ReferenceScanner.Scan scan;
        try {
            scan = ReferenceScanner.scan(directory, byFlag.keySet());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot read " + directory + ": " + e);
        }
        scan.references().forEach(one -> byFlag.getOrDefault(one.flag(), new ArrayList<>())
                .add(one));
        ObjectNode body = body(scan);
        List<String> lines = new ArrayList<>();
        byFlag.forEach((flag, places) -> {
            lines.add(flag + (places.isEmpty() ? ": nowhere" : ""));
            places.forEach(place -> lines.add("    " + place.path() + ":" + place.line()));
        });
        lines.add("%d places in %d files.".formatted(scan.references().size(), scan.files()));
        if (upload) {
            api.send("PUT", "/references", body, null);
            lines.add("Told the server about " + body.path("repository").asText() + ".");
        }
        output.print(body.put("uploaded", upload), lines);
        return ExitCode.DONE;
    }

    private ObjectNode body(ReferenceScanner.Scan scan) {
        ObjectNode body = Json.object()
                .put("repository", repository == null ? ReferenceScanner.repository(directory) : repository);
        String at = commit == null ? ReferenceScanner.commit(directory) : commit;
        if (!at.isEmpty()) {
            body.put("commit", at);
        }
        ArrayNode list = body.putArray("references");
        scan.references().forEach(one -> list.addObject()
                .put("flag", one.flag())
                .put("path", one.path())
                .put("line", one.line()));
        return body;
    }
}
