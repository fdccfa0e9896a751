package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.ChangeLog.Version;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a flag or a segment was before: every version, who made it and why, and how any two differ. */
@ApplicationScoped
public class Versions {

    private final ChangeLog log;

    Versions(ChangeLog log) {
        this.log = log;
    }

    /**
     * A kind of thing that has versions.
     *
     * @param name of the kind in sentences
     * @param field where a version shows what the thing was
     * @param view what it shows there, of the document that is kept
     * @param differences between an earlier and a later document
     */
    public record Kind(
            Change.Kind kind,
            String name,
            String field,
            Function<String, JsonNode> view,
            BiFunction<String, String, List<Difference>> differences) {}

    /** The versions of one thing, the latest first, each with what it changed. */
    public Uni<Page<ObjectNode>> list(EnvironmentRef where, Kind kind, String key, int limit, @Nullable String cursor) {
        Position before = Position.parse(cursor);
        // One more than a page tells whether there is a next, and one more what the last of the page changed.
        return log.history(where.id(), kind.kind(), key, before.epoch(), before.revision(), limit + 2)
                .map(versions -> {
                    if (versions.isEmpty() && cursor == null) {
                        throw Failure.unknown(kind.name(), key);
                    }
                    return page(kind, versions, limit);
                });
    }

    private static Page<ObjectNode> page(Kind kind, List<Version> versions, int limit) {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, versions.size()); i++) {
            items.add(view(kind, versions.get(i), i + 1 < versions.size() ? versions.get(i + 1) : null));
        }
        Version last = versions.isEmpty() ? null : versions.get(Math.min(limit, versions.size()) - 1);
        return new Page<>(
                items,
                last == null || versions.size() <= limit ? null : new Position(last.epoch(), last.revision()).text());
    }

    private static ObjectNode view(Kind kind, Version version, @Nullable Version earlier) {
        ObjectNode view = Json.object()
                .put("epoch", version.epoch())
                .put("revision", version.revision())
                .put("at", version.at().toString())
                .put("actor", version.actor())
                .put("action", version.action())
                .put("comment", version.comment());
        String before = earlier == null ? null : earlier.document();
        String after = version.document();
        view.set(kind.field(), after == null ? null : kind.view().apply(after));
        view.set(
                "differences",
                Difference.json(
                        before == null || after == null
                                ? List.of()
                                : kind.differences().apply(before, after)));
        return view;
    }

    /** How one thing at one revision differs from the same thing at another. */
    public Uni<ObjectNode> compare(EnvironmentRef where, Kind kind, String key, long from, long to) {
        return at(where, kind, key, from)
                .flatMap(before -> at(where, kind, key, to).map(after -> {
                    ObjectNode view =
                            Json.object().put("from", before.revision()).put("to", after.revision());
                    view.set(
                            "differences",
                            Difference.json(kind.differences().apply(document(before, key), document(after, key))));
                    return view;
                }));
    }

    /** The document of a thing at a revision of the present epoch; refused where it was not there. */
    public Uni<String> documentAt(EnvironmentRef where, Kind kind, String key, long revision) {
        return at(where, kind, key, revision).map(version -> document(version, key));
    }

    private static String document(Version version, String key) {
        if (version.document() == null) {
            throw Failure.invalid("/revision", "\"" + key + "\" was not there at that revision; name another.");
        }
        return version.document();
    }

    private Uni<Version> at(EnvironmentRef where, Kind kind, String key, long revision) {
        if (revision < 1 || revision > where.revision()) {
            throw Failure.invalid(
                    "/revision", "The environment is at revision " + where.revision() + "; name that or an earlier.");
        }
        return log.history(where.id(), kind.kind(), key, where.epoch(), revision + 1, 1)
                .map(versions -> {
                    if (versions.isEmpty()) {
                        throw Failure.invalid(
                                "/revision", "\"" + key + "\" was not there at revision " + revision + ".");
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
                throw PageRequest.forged();
            }
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        String text() {
            return epoch + "-" + revision;
        }
    }
}
