package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.ApiClient;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.server.cli.yaml.Located;
import dev.firstlight.server.cli.yaml.YamlWriter;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flags as code, as commands use it: written from a server, compared with one, applied to one. */
public final class ProjectCode {

    private final ApiClient api;

    /** For the project of a client. */
    public ProjectCode(ApiClient api) {
        this.api = api;
    }

    /** What applying would do; nothing where there are no changes. */
    public final class Plan {

        private final ServerState state;
        private final Code wanted;
        private final List<Change> changes;

        private Plan(ServerState state, Code wanted, List<Change> changes) {
            this.state = state;
            this.wanted = wanted;
            this.changes = changes;
        }

        /** How many changes there are. */
        public int size() {
            return changes.size();
        }

        /** For people. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            changes.forEach(change -> lines.addAll(Words.lines(change)));
            Map<String, Integer> count = Planner.count(changes);
            lines.add(
                    changes.isEmpty()
                            ? "Nothing to do: " + api.project() + " is as the code says."
                            : "%d to create, %d to change, %d to delete in %s."
                                    .formatted(
                                            count.get("create"),
                                            count.get("change"),
                                            count.get("delete"),
                                            api.project()));
            return lines;
        }

        /** For programs. */
        public ObjectNode json() {
            ObjectNode json = Json.object().put("project", api.project());
            json.set("summary", Json.node(Planner.count(changes)));
            var list = json.putArray("changes");
            changes.forEach(change -> list.add(change.json()));
            return json;
        }

        /** Does it. */
        public void apply(@Nullable String comment) {
            Applier.apply(api, state, wanted, changes, comment);
        }
    }

    /**
     * Reads files, and the server; everything is checked before anything can be done.
     *
     * @param prune whether what the code does not speak of is to go
     */
    public Plan plan(Path path, boolean prune) {
        Located document = Tree.read(path);
        Complaints complaints = new Complaints(document.places());
        Code said = CodeReader.read(document, complaints);
        complaints.end();
        ServerState state = ServerReader.read(api);
        Code wanted = Wanted.of(said, state, complaints);
        complaints.end();
        Removal removal = prune ? Removal.of(said, state) : Removal.NOTHING;
        Rulesets.check(wanted, state, removal, complaints);
        complaints.end();
        return new Plan(state, wanted, Planner.plan(wanted, state, removal, api.project()));
    }

    /** The project as one YAML document. */
    public String export() {
        return YamlWriter.write(read());
    }

    /**
     * Writes the project to a file or a directory.
     *
     * @return files that were removed, since they stand for nothing any more
     */
    public List<Path> export(Path path) {
        ObjectNode document = read();
        try {
            if (Tree.isDirectory(path)) {
                return TreeWriter.write(path, document);
            }
            Files.writeString(path, YamlWriter.write(document));
            return List.of();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot write " + path + ": " + e);
        }
    }

    private ObjectNode read() {
        ServerState state = ServerReader.read(api);
        if (!state.exists()) {
            throw new CommandFailure(ExitCode.REFUSED, "There is no project \"" + api.project() + "\".");
        }
        return CodeWriter.write(state.code());
    }
}
