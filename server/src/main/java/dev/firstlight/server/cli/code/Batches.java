package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What flags do in one environment, as requests that each are one revision. */
final class Batches {

    private static final int MOST_FLAGS = 200;
    private static final int MOST_BYTES = 800_000;

    private Batches() {}

    record Batch(ObjectNode body, List<Change> changes) {}

    static List<Batch> of(List<Change> changes, Map<String, Long> versions, @Nullable String comment) {
        List<Batch> batches = new ArrayList<>();
        int bytes = MOST_BYTES;
        for (Change change : changes) {
            ObjectNode edit = Json.object().put("flag", change.key());
            Long version = versions.get(ServerState.at(String.valueOf(change.environment()), change.key()));
            if (version != null) {
                edit.put("version", version);
            }
            edit.set("targeting", change.object().deepCopy().without(Field.TESTS));
            int more = Json.bytes(edit).length + 1;
            if (bytes + more > MOST_BYTES
                    || batches.get(batches.size() - 1).changes().size() == MOST_FLAGS) {
                batches.add(new Batch(body(comment), new ArrayList<>()));
                bytes = 0;
            }
            bytes += more;
            Batch batch = batches.get(batches.size() - 1);
            batch.body().withArray("changes").add(edit);
            batch.changes().add(change);
        }
        return batches;
    }

    private static ObjectNode body(@Nullable String comment) {
        return comment == null ? Json.object() : Json.object().put("comment", comment);
    }
}
