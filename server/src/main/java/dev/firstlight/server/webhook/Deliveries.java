package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was delivered to an endpoint, what waits, and what was given up. */
@ApplicationScoped
class Deliveries {

    private static final String SELECT = """
            SELECT e.no, d.state, d.tries, CASE WHEN d.state = 'pending' THEN d.next_at END, d.ended_at,
                t.status, t.trouble, e.id, e.project, e.type, e.subject, e.at, e.data
            FROM webhook w JOIN webhook_delivery d ON d.webhook = w.id JOIN webhook_event e ON e.no = d.event_no
            LEFT JOIN webhook_try t ON t.webhook = d.webhook AND t.event_no = d.event_no AND t.number = d.tries
            WHERE w.project = $1 AND w.id = $2""";

    private static final String TRIES = """
            SELECT number, at, status, trouble, took_ms, answer FROM webhook_try
            WHERE webhook = $1 AND event_no = $2 ORDER BY number DESC LIMIT 100""";

    private static final String AGAIN = """
            UPDATE webhook_delivery d SET state = 'pending', first_try_at = NULL, next_at = now(), ended_at = NULL
            FROM webhook w WHERE w.project = $1 AND w.id = $2 AND w.enabled AND d.webhook = w.id AND d.event_no = $3
            RETURNING d.event_no""";

    /** A test is told of by itself, whatever waits. */
    private static final String TEST = """
            WITH event AS (
                INSERT INTO webhook_event (id, project, type, subject, at, data)
                VALUES ($3, $1, 'webhook.test', $2, now(), $4) RETURNING no),
            delivery AS (
                INSERT INTO webhook_delivery (webhook, event_no, state, tries, first_try_at, ended_at)
                SELECT $2, no, $5, 1, now(), now() FROM event RETURNING event_no)
            INSERT INTO webhook_try (webhook, event_no, number, status, trouble, took_ms, answer)
            SELECT $2, no, 1, $6, $7, $8, $9 FROM event""";

    private final Pool pool;
    private final DispatchRows endpoints;
    private final Sender sender;
    private final Clock clock;

    Deliveries(Pool pool, DispatchRows endpoints, Sender sender, Clock clock) {
        this.pool = pool;
        this.endpoints = endpoints;
        this.sender = sender;
        this.clock = clock;
    }

    /** The newest first, those in a state where one is named. */
    Uni<Page<DeliveryView>> list(String project, String webhook, @Nullable String state, int limit, long below) {
        return require(project, webhook)
                .chain(() -> pool.preparedQuery(
                                SELECT
                                        + " AND ($3::text IS NULL OR d.state = $3) AND d.event_no < $4 ORDER BY d.event_no DESC LIMIT $5")
                        .execute(Tuple.of(project, webhook, state, below == 0 ? Long.MAX_VALUE : below, limit + 1)))
                .map(rows -> {
                    List<DeliveryView> found = new ArrayList<>();
                    rows.forEach(row -> found.add(view(row)));
                    return Page.of(found, limit, one -> Long.toString(one.number()));
                });
    }

    private Uni<Endpoint> require(String project, String webhook) {
        return endpoints.find(project, webhook).map(found -> {
            if (found.isEmpty()) {
                throw Failure.unknown("webhook", webhook);
            }
            return found.get(0);
        });
    }

    Uni<DeliveryView.Whole> get(String project, String webhook, long number) {
        return require(project, webhook).flatMap(endpoint -> pool.preparedQuery(SELECT + " AND d.event_no = $3")
                .execute(Tuple.of(project, webhook, number))
                .flatMap(rows -> {
                    for (Row row : rows) {
                        return tries(webhook, number)
                                .map(tries -> new DeliveryView.Whole(
                                        view(row), endpoint.format().body(DispatchRows.happened(row, 7)), tries));
                    }
                    throw Failure.unknown("delivery", Long.toString(number));
                }));
    }

    private Uni<List<DeliveryView.Try>> tries(String webhook, long number) {
        return pool.preparedQuery(TRIES).execute(Tuple.of(webhook, number)).map(rows -> {
            List<DeliveryView.Try> tries = new ArrayList<>();
            rows.forEach(row -> tries.add(new DeliveryView.Try(
                    row.getInteger(0),
                    row.getOffsetDateTime(1).toInstant(),
                    row.getInteger(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5))));
            return tries;
        });
    }

    /** Sends it once more, before what waits, under the same id; one that waits is tried now. */
    Uni<DeliveryView> again(String project, String webhook, long number) {
        return get(project, webhook, number)
                .chain(() -> pool.preparedQuery(AGAIN).execute(Tuple.of(project, webhook, number)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Failure.of(Failure.Kind.CONFLICT, "The webhook is disabled; enable it first.");
                    }
                })
                .chain(() -> get(project, webhook, number))
                .map(DeliveryView.Whole::delivery);
    }

    /** Sends a test now, and says what came of it; an endpoint that is disabled can be tested, too. */
    Uni<DeliveryView.Try> test(String project, String webhook, String actor) {
        Instant now = clock.instant();
        Happened event = new Happened(
                "msg_" + UUID.randomUUID().toString().replace("-", ""),
                project,
                "webhook.test",
                webhook,
                now,
                Json.object().put("actor", actor).put("comment", "A test of this webhook."));
        return require(project, webhook).flatMap(endpoint -> sender.send(endpoint, event)
                .call(outcome -> pool.preparedQuery(TEST)
                        .execute(Tuple.tuple()
                                .addString(project)
                                .addString(webhook)
                                .addString(event.id())
                                .addString(Json.write(event.data()))
                                .addString(outcome.taken() ? "delivered" : "parked")
                                .addInteger(outcome.status())
                                .addString(outcome.trouble())
                                .addLong(outcome.tookMs())
                                .addString(outcome.answer())))
                .map(outcome -> new DeliveryView.Try(
                        1, now, outcome.status(), outcome.trouble(), outcome.tookMs(), outcome.answer())));
    }

    private static DeliveryView view(Row row) {
        Happened event = DispatchRows.happened(row, 7);
        return new DeliveryView(
                row.getLong(0),
                event.id(),
                event.type(),
                event.subject(),
                event.at(),
                row.getString(1),
                row.getInteger(2),
                instant(row, 3),
                instant(row, 4),
                row.getInteger(5),
                row.getString(6));
    }

    private static @Nullable Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
