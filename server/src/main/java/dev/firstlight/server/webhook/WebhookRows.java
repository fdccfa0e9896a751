package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.query.TypedParameterValue;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/** Webhooks in the database, within the caller's session. */
@ApplicationScoped
class WebhookRows {

    private static final String SELECT = """
            SELECT w.id, w.name, w.url, w.format, array_to_string(w.events, ' '), array_to_string(w.environments, ' '), w.ref,
                w.enabled, w.trouble, CASE WHEN w.previous_until > now() THEN w.previous_until END,
                (SELECT count(*) FROM webhook_delivery d WHERE d.webhook = w.id AND d.state = 'pending'),
                w.created_by, w.created_at, w.version
            FROM webhook w WHERE w.project = ?1 AND
            """;

    Uni<List<WebhookView>> after(String project, String id, int most) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                SELECT + "w.id > ?2 ORDER BY w.id LIMIT ?3", Object[].class)
                        .setParameter(1, project)
                        .setParameter(2, id)
                        .setParameter(3, most)
                        .getResultList())
                .map(rows -> rows.stream().map(WebhookRows::view).toList());
    }

    Uni<WebhookView> require(String project, String id) {
        return one(project, id, "");
    }

    /** Nobody else changes it until the transaction ends. */
    Uni<WebhookView> hold(String project, String id) {
        return one(project, id, " FOR UPDATE OF w");
    }

    /** The same; refused where somebody else has changed it since. */
    Uni<WebhookView> hold(String project, String id, long version) {
        return hold(project, id).invoke(now -> {
            if (now.version() != version) {
                throw Failure.stale(
                        "The webhook is at version " + now.version()
                                + "; look at \"current\", then send your change again.",
                        now);
            }
        });
    }

    private static Uni<WebhookView> one(String project, String id, String lock) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(SELECT + "w.id = ?2" + lock, Object[].class)
                        .setParameter(1, project)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .map(row -> {
                    if (row == null) {
                        throw Failure.unknown("webhook", id);
                    }
                    return view(row);
                });
    }

    private static WebhookView view(Object[] row) {
        return new WebhookView(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                words((String) row[4]),
                words((String) row[5]),
                (String) row[6],
                (Boolean) row[7],
                (String) row[8],
                row[9] == null ? null : instant(row[9]),
                ((Number) row[10]).longValue(),
                (String) row[11],
                instant(row[12]),
                ((Number) row[13]).longValue());
    }

    private static Instant instant(Object time) {
        return ((OffsetDateTime) time).toInstant();
    }

    /** Neither types of events nor keys have a space. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    Uni<Void> insert(
            String project, String id, String url, WebhookRequest wanted, @Nullable String sealed, String caller) {
        return execute(
                "INSERT INTO webhook (id, name, url, format, events, environments, secret, ref, enabled, project, created_by)"
                        + " VALUES (?1, ?2, ?3, ?4, string_to_array(?5, ' '), string_to_array(?6, ' '), ?7, ?8, ?9, ?10, ?11)",
                values(id, url, wanted, sealed, project, caller));
    }

    /** Enabled again, it has no trouble any more; where nothing is delivered, what waits is parked. */
    Uni<Void> update(String id, String url, WebhookRequest wanted, @Nullable String sealed) {
        return execute(
                        "UPDATE webhook SET name = ?2, url = ?3, format = ?4, events = string_to_array(?5, ' '),"
                                + " environments = string_to_array(?6, ' '), secret = CASE WHEN ?4 IN ('standard', 'github')"
                                + " THEN coalesce(?7, secret) END, ref = ?8, enabled = ?9,"
                                + " trouble = CASE WHEN ?9 THEN NULL ELSE trouble END, version = version + 1 WHERE id = ?1",
                        values(id, url, wanted, sealed))
                .chain(() -> wanted.isEnabled()
                        ? Uni.createFrom().voidItem()
                        : execute(
                                "UPDATE webhook_delivery SET state = 'parked', ended_at = now()"
                                        + " WHERE webhook = ?1 AND state = 'pending'",
                                id));
    }

    /** In the order of the placeholders; lists in words, as arrays are not bound. */
    private static Object[] values(
            String id, String url, WebhookRequest wanted, @Nullable String sealed, Object... further) {
        return Stream.concat(
                        Stream.of(
                                id,
                                wanted.name(),
                                url,
                                wanted.kind().word(),
                                String.join(" ", wanted.eventTypes()),
                                String.join(" ", wanted.environmentKeys()),
                                text(sealed),
                                text(wanted.ref()),
                                wanted.isEnabled()),
                        Stream.of(further))
                .toArray();
    }

    Uni<Void> rotate(String id, String sealed, Duration grace) {
        return execute(
                "UPDATE webhook SET previous_secret = secret, secret = ?2, version = version + 1,"
                        + " previous_until = now() + make_interval(secs => CAST(?3 AS double precision)) WHERE id = ?1",
                id,
                sealed,
                (double) grace.toSeconds());
    }

    Uni<Void> delete(String id) {
        return execute("DELETE FROM webhook WHERE id = ?1", id);
    }

    /** A null has no type by itself, and PostgreSQL guesses a wrong one. */
    private static Object text(@Nullable String value) {
        return new TypedParameterValue<>(StandardBasicTypes.STRING, value);
    }

    private static Uni<Void> execute(String sql, Object... values) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.executeUpdate().replaceWithVoid();
        });
    }
}
