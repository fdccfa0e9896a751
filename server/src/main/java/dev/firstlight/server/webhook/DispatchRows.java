package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be delivered, and what came of it. Whoever has an endpoint's claim is alone with it, and is told where it is lost. */
@ApplicationScoped
class DispatchRows {

    private static final String COLUMNS = """
            w.id, w.claim, w.url, w.format, w.ref, w.secret,
            CASE WHEN w.previous_until > now() THEN w.previous_secret END""";

    /** Endpoints whose next event is due, those first that have waited longest. */
    private static final String CLAIM = """
            UPDATE webhook w SET claim = w.claim + 1, claimed_until = now() + make_interval(secs => $1)
            WHERE w.id IN (
                SELECT one.id FROM webhook one CROSS JOIN LATERAL (
                    SELECT next_at FROM webhook_delivery d WHERE d.webhook = one.id AND d.state = 'pending'
                    ORDER BY d.event_no LIMIT 1) AS head
                WHERE one.enabled AND head.next_at <= now()
                    AND (one.claimed_until IS NULL OR one.claimed_until < now())
                ORDER BY head.next_at LIMIT $2 FOR UPDATE OF one SKIP LOCKED)
            RETURNING %s""".formatted(COLUMNS);

    private static final String NEXT = """
            UPDATE webhook w SET claimed_until = now() + make_interval(secs => $3)
            FROM webhook_delivery d JOIN webhook_event e ON e.no = d.event_no
            WHERE w.id = $1 AND w.claim = $2 AND w.enabled AND d.webhook = w.id AND d.next_at <= now()
                AND d.event_no = (SELECT min(event_no) FROM webhook_delivery WHERE webhook = $1 AND state = 'pending')
            RETURNING d.event_no, d.tries, d.first_try_at, now(), e.id, e.project, e.type, e.subject, e.at, e.data""";

    /** The locked row of the endpoint makes it one writer's, the claim the right one's. */
    private static final String RECORD = """
            WITH mine AS MATERIALIZED (SELECT id FROM webhook WHERE id = $1 AND claim = $2 FOR UPDATE),
            ended AS (
                UPDATE webhook_delivery d SET state = $4, tries = d.tries + 1,
                    first_try_at = coalesce(d.first_try_at, now()),
                    next_at = now() + make_interval(secs => $5),
                    ended_at = CASE WHEN $4 <> 'pending' THEN now() END
                FROM mine WHERE d.webhook = mine.id AND d.event_no = $3 RETURNING d.webhook, d.event_no, d.tries)
            INSERT INTO webhook_try (webhook, event_no, number, status, trouble, took_ms, answer)
            SELECT webhook, event_no, tries, $6, $7, $8, $9 FROM ended""";

    private static final String DISABLE = """
            WITH off AS (
                UPDATE webhook SET enabled = false, trouble = $3, version = version + 1
                WHERE id = $1 AND claim = $2 RETURNING id)
            UPDATE webhook_delivery d SET state = 'parked', ended_at = now() FROM off
            WHERE d.webhook = off.id AND d.state = 'pending'""";

    /** The requests that one try may take, as GitHub's does. */
    private static final int REQUESTS = 3;

    private static final int SPARE_S = 5;

    private final Pool pool;

    /** In seconds: longer than a try may take; a node that is gone holds nothing up for longer. */
    private final double held;

    DispatchRows(Pool pool, WebhookConfig config) {
        this.pool = pool;
        this.held = config.timeout().toSeconds() * REQUESTS + SPARE_S;
    }

    /**
     * A delivery that is due.
     *
     * @param tries that failed so far
     * @param since the time since the first of them
     */
    record Due(long eventNo, int tries, Duration since, Happened event) {}

    /** So many endpoints at most. */
    Uni<List<Endpoint>> claim(int most) {
        return pool.preparedQuery(CLAIM).execute(Tuple.of(held, most)).map(DispatchRows::endpoints);
    }

    /** The endpoint as it is, for a test of it; empty where there is none. */
    Uni<List<Endpoint>> find(String project, String id) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM webhook w WHERE w.project = $1 AND w.id = $2")
                .execute(Tuple.of(project, id))
                .map(DispatchRows::endpoints);
    }

    private static List<Endpoint> endpoints(RowSet<Row> rows) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Row row : rows) {
            List<String> shut = Stream.of(row.getString(5), row.getString(6))
                    .filter(Objects::nonNull)
                    .toList();
            endpoints.add(new Endpoint(
                    row.getString(0),
                    row.getLong(1),
                    URI.create(row.getString(2)),
                    Format.of(row.getString(3)),
                    shut,
                    row.getString(4)));
        }
        return endpoints;
    }

    /** The next event of an endpoint, if it is due; null too where the claim is lost. */
    Uni<@Nullable Due> next(Endpoint endpoint) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(endpoint.id(), endpoint.claim(), held))
                .map(rows -> {
                    for (Row row : rows) {
                        return due(row);
                    }
                    return null;
                });
    }

    private static Due due(Row row) {
        Instant now = row.getOffsetDateTime(3).toInstant();
        Instant first = row.getOffsetDateTime(2) == null
                ? now
                : row.getOffsetDateTime(2).toInstant();
        return new Due(row.getLong(0), row.getInteger(1), Duration.between(first, now), happened(row, 4));
    }

    /** From the columns id, project, type, subject, at, data. */
    static Happened happened(Row row, int from) {
        return new Happened(
                row.getString(from),
                row.getString(from + 1),
                row.getString(from + 2),
                row.getString(from + 3),
                row.getOffsetDateTime(from + 4).toInstant(),
                (ObjectNode) Json.read(Objects.requireNonNull(row.getString(from + 5))));
    }

    /** Whether it was written: only while the claim is held. */
    Uni<Boolean> record(Endpoint endpoint, long eventNo, String state, Duration wait, Outcome outcome) {
        return pool.preparedQuery(RECORD)
                .execute(Tuple.tuple()
                        .addString(endpoint.id())
                        .addLong(endpoint.claim())
                        .addLong(eventNo)
                        .addString(state)
                        .addDouble(wait.toMillis() / 1_000.0)
                        .addInteger(outcome.status())
                        .addString(outcome.trouble())
                        .addLong(outcome.tookMs())
                        .addString(outcome.answer()))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Nothing is delivered there until somebody enables it again; what waits is parked. */
    Uni<Void> disable(Endpoint endpoint, String why) {
        return pool.preparedQuery(DISABLE)
                .execute(Tuple.of(endpoint.id(), endpoint.claim(), why))
                .replaceWithVoid();
    }

    /** Gives the claim back, so that others need not wait for its end. */
    Uni<Void> release(Endpoint endpoint) {
        return pool.preparedQuery("UPDATE webhook SET claimed_until = NULL WHERE id = $1 AND claim = $2")
                .execute(Tuple.of(endpoint.id(), endpoint.claim()))
                .replaceWithVoid();
    }

    /** Forgets what ended long ago. */
    Uni<Void> forget(Duration keep) {
        return pool.preparedQuery("""
                        DELETE FROM webhook_event e WHERE e.at < now() - make_interval(secs => $1) AND NOT EXISTS (
                            SELECT FROM webhook_delivery d WHERE d.event_no = e.no
                                AND (d.state = 'pending' OR d.ended_at > now() - make_interval(secs => $1)))""")
                .execute(Tuple.of((double) keep.toSeconds()))
                .replaceWithVoid();
    }
}
