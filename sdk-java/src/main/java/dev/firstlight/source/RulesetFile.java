package dev.firstlight.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The last ruleset an SDK has seen, kept for a start without the server. */
final class RulesetFile {

    private final CheckedFile file;

    RulesetFile(CacheDirectory directory) {
        this.file = new CheckedFile(directory.resolve(".ruleset"));
    }

    /** The ruleset in the file; null where there is none, or none that is whole. */
    @Nullable
    ObjectNode read() {
        byte[] json = file.read();
        try {
            return json != null && Json.parse(json) instanceof ObjectNode node ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Replaces the ruleset in the file, unless the one that is there is newer, or has flags and this one has none. Either
     * the whole of it is there afterwards or the file is as it was; nobody else writes between the look and the write.
     *
     * @return the ruleset that is in the file now
     */
    ObjectNode write(ObjectNode ruleset) throws IOException {
        try (Turn turn = Turn.at(file.path())) {
            ObjectNode there = read();
            if (there != null && !replaces(ruleset, there)) {
                return there;
            }
            file.write(Json.bytes(ruleset));
            return ruleset;
        }
    }

    private static boolean replaces(ObjectNode next, ObjectNode there) {
        boolean emptied = next.path("flags").isEmpty() && !there.path("flags").isEmpty();
        return !emptied && Position.of(next).isAfter(Position.of(there));
    }
}
