package dev.firstlight.server.environment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each revision changed, for readers that are only a little behind. */
@ApplicationScoped
public class ChangeLog {

    private static final String SINCE = """
            SELECT revision, kind, key, document FROM change_log
            WHERE environment_id = $1 AND epoch = $2 AND revision > $3 AND revision <= $4 ORDER BY revision LIMIT $5""";

    /** The log after a restore goes on from that of the epoch before it. */
    private static final String LATEST = """
            SELECT DISTINCT ON (kind, key) kind, key, document FROM change_log
            WHERE environment_id = $1 AND (epoch, revision) <= ($2, $3)
            ORDER BY kind, key, epoch DESC, revision DESC""";

    private static final String HISTORY = """
            SELECT epoch, revision, document, at, actor, action, comment FROM change_log
            WHERE environment_id = $1 AND kind = $2 AND key = $3 AND (epoch, revision) < ($4, $5)
            ORDER BY epoch DESC, revision DESC LIMIT $6""";
    private static final String LAST_BEFORE = """
            SELECT revision FROM change_log WHERE environment_id = $1 AND epoch = $2 AND at <= $3
            ORDER BY revision DESC LIMIT 1""";

    private final Pool pool;

    ChangeLog(Pool pool) {
        this.pool = pool;
    }

    /** One change of one revision. */
    public record Entry(long revision, Change change) {}

    /**
     * The changes after one revision up to another, in order; at most {@code limit} rows, so that a caller who gets as
     * many as it asked for should send everything instead.
     */
    public Uni<List<Entry>> between(long environmentId, long epoch, long after, long upTo, int limit) {
        return pool.preparedQuery(SINCE)
                .execute(Tuple.of(environmentId, epoch, after, upTo, limit))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        entries.add(new Entry(
                                row.getLong(0),
                                new Change(Change.Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3))));
                    }
                    return entries;
                });
    }

    /** What was there at a revision: the latest change of each thing up to it, those included that took a thing away. */
    public Uni<List<Change>> at(long environmentId, long epoch, long revision) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(environmentId, epoch, revision))
                .map(rows -> {
                    List<Change> changes = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        changes.add(
                                new Change(Change.Kind.valueOf(row.getString(0)), row.getString(1), row.getString(2)));
                    }
                    return changes;
                });
    }

    /**
     * One version of a flag or segment.
     *
     * @param document null where it was taken away
     * @param actor who did it, null where that was not noted
     * @param action as the audit says it
     */
    public record Version(
            long epoch,
            long revision,
            @Nullable String document,
            Instant at,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String comment) {}

    /** The versions of one thing before a position, the latest first. */
    public Uni<List<Version>> history(
            long environmentId, Change.Kind kind, String key, long epoch, long revision, int limit) {
        return pool.preparedQuery(HISTORY)
                .execute(Tuple.of(environmentId, kind.name(), key, epoch, revision, limit))
                .map(rows -> {
                    List<Version> versions = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        versions.add(new Version(
                                row.getLong(0),
                                row.getLong(1),
                                row.getString(2),
                                row.getOffsetDateTime(3).toInstant(),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)));
                    }
                    return versions;
                });
    }

    /** The revision that an environment had at a time; 1 where that is before all that is noted. */
    public Uni<Long> revisionAt(long environmentId, long epoch, Instant at) {
        return pool.preparedQuery(LAST_BEFORE)
                .execute(Tuple.of(environmentId, epoch, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getLong(0);
                    }
                    return 1L;
                });
    }
}
