package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.ChangeLog;
import dev.firstlight.server.environment.ChangeLog.Version;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a flag did in an environment before: every version, who made it and why, and how any two differ. */
@ApplicationScoped
class History {

    private final Environments environments;
    private final ChangeLog log;

    History(Environments environments, ChangeLog log) {
        this.environments = environments;
        this.log = log;
    }

    /** The versions of a flag, the latest first, each with what it changed. */
    Uni<Page<ObjectNode>> list(String project, String environment, String flag, int limit, @Nullable String cursor) {
        return environments.require(project, environment).flatMap(where -> {
            Position before = Position.parse(cursor);
            // One more than a page tells whether there is a next, and one more what the last of the page changed.
            return log.history(where.id(), Change.Kind.FLAG, flag, before.epoch(), before.revision(), limit + 2)
                    .map(versions -> {
                        if (versions.isEmpty() && cursor == null) {
                            throw Failure.unknown("flag", flag);
                        }
                        return page(versions, limit);
                    });
        });
    }

    private static Page<ObjectNode> page(List<Version> versions, int limit) {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, versions.size()); i++) {
            items.add(view(versions.get(i), i + 1 < versions.size() ? versions.get(i + 1) : null));
        }
        Version last = versions.isEmpty() ? null : versions.get(Math.min(limit, versions.size()) - 1);
        return new Page<>(
                items,
                last == null || versions.size() <= limit ? null : new Position(last.epoch(), last.revision()).text());
    }

    private static ObjectNode view(Version version, @Nullable Version earlier) {
        ObjectNode view = Json.object()
                .put("epoch", version.epoch())
                .put("revision", version.revision())
                .put("at", version.at().toString())
                .put("actor", version.actor())
                .put("action", version.action())
                .put("comment", version.comment());
        view.set("targeting", version.document() == null ? null : FlagDocument.targeting(version.document()));
        String before = earlier == null ? null : earlier.document();
        String after = version.document();
        ArrayNode differences = before == null || after == null
                ? view.arrayNode()
                : Edited.differences(FlagDifference.between(FlagDocument.spec(before), FlagDocument.spec(after)));
        view.set("differences", differences);
        return view;
    }

    /** How a flag at one revision differs from the same flag at another. */
    Uni<ObjectNode> compare(String project, String environment, String flag, long from, long to) {
        return environments.require(project, environment).flatMap(where -> at(where, flag, from)
                .flatMap(before -> at(where, flag, to).map(after -> {
                    ObjectNode view =
                            Json.object().put("from", before.revision()).put("to", after.revision());
                    view.set(
                            "differences",
                            Edited.differences(FlagDifference.between(
                                    FlagDocument.spec(document(before, flag)),
                                    FlagDocument.spec(document(after, flag)))));
                    return view;
                })));
    }

    /** The flag as it was at a revision of the present epoch; refused where it was not there. */
    Uni<String> documentAt(String project, String environment, String flag, long revision) {
        return environments
                .require(project, environment)
                .flatMap(where -> at(where, flag, revision))
                .map(version -> document(version, flag));
    }

    private static String document(Version version, String flag) {
        if (version.document() == null) {
            throw Failure.invalid("/revision", "\"" + flag + "\" was not there at that revision; name another.");
        }
        return version.document();
    }

    private Uni<Version> at(EnvironmentRef where, String flag, long revision) {
        if (revision < 1 || revision > where.revision()) {
            throw Failure.invalid(
                    "/revision", "The environment is at revision " + where.revision() + "; name that or an earlier.");
        }
        return log.history(where.id(), Change.Kind.FLAG, flag, where.epoch(), revision + 1, 1)
                .map(versions -> {
                    if (versions.isEmpty()) {
                        throw Failure.invalid(
                                "/revision", "\"" + flag + "\" was not there at revision " + revision + ".");
                    }
                    return versions.get(0);
                });
    }

    private record Position(long epoch, long revision) {

        static Position parse(@Nullable String cursor) {
            if (cursor == null) {
                return new Position(Long.MAX_VALUE, Long.MAX_VALUE);
            }
            String[] parts = cursor.split("-", -1);
            if (parts.length != 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
                throw Failure.malformed("/cursor", "Give the nextCursor of the page before.");
            }
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        String text() {
            return epoch + "-" + revision;
        }
    }
}
