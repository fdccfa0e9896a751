package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Versions;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What a segment was before, and the way back to it. */
@ApplicationScoped
class SegmentHistory {

    private static final Versions.Kind SEGMENT = new Versions.Kind(
            Change.Kind.SEGMENT,
            "segment",
            "segment",
            Json::read,
            (before, after) -> SegmentDifference.between(Segments.spec(before), Segments.spec(after)));

    private final Environments environments;
    private final Versions versions;
    private final SegmentEdits edits;

    SegmentHistory(Environments environments, Versions versions, SegmentEdits edits) {
        this.environments = environments;
        this.versions = versions;
        this.edits = edits;
    }

    Uni<Page<ObjectNode>> list(String project, String environment, String key, int limit, @Nullable String cursor) {
        return environments
                .require(project, environment)
                .flatMap(where -> versions.list(where, SEGMENT, key, limit, cursor));
    }

    Uni<ObjectNode> compare(String project, String environment, String key, long from, long to) {
        return environments
                .require(project, environment)
                .flatMap(where -> versions.compare(where, SEGMENT, key, from, to));
    }

    Uni<Segments.Seen> revert(SegmentEdits.Order order, long revision) {
        return environments
                .require(order.project(), order.environment())
                .flatMap(where -> versions.documentAt(where, SEGMENT, order.key(), revision))
                .flatMap(document -> edits.back(order, document, "Back to revision " + revision + "."));
    }
}
