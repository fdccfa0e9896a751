package dev.firstlight.server.webhook;

import dev.firstlight.server.platform.NoTicker;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells of what nobody does, but somebody should know: keys that expire soon, instances that stay behind. Each is told of once. */
@ApplicationScoped
class Noticing {

    private static final Logger LOG = Logger.getLogger(Noticing.class);

    /** The project's row of audit_head is held, as {@code tell_webhooks} asks. */
    private static final String TELL = """
            WITH noticed AS MATERIALIZED (
                SELECT n.* FROM (%s) AS n WHERE NOT EXISTS (
                    SELECT FROM webhook_event v WHERE v.project = n.project AND v.once = n.once)),
            held AS MATERIALIZED (
                SELECT h.project FROM audit_head h WHERE h.project IN (SELECT project FROM noticed)
                ORDER BY h.project FOR UPDATE)
            SELECT tell_webhooks(n.project, n.type, n.subject, now(), n.data::text, n.once)
            FROM noticed n JOIN held ON held.project = n.project""";

    private static final String SOMEBODY_IS_TOLD =
            " AND EXISTS (SELECT FROM webhook w WHERE w.project = e.project AND w.enabled)";

    /** A key that was rotated, a day before it is no longer taken. */
    private static final String EXPIRING = """
            SELECT e.project, 'sdk-key.expiring' AS type, e.key || '/' || k.id AS subject,
                jsonb_build_object('name', k.name, 'kind', k.kind, 'prefix', k.prefix, 'environment', e.key,
                    'expiresAt', to_char(k.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS data,
                'sdk-key.expiring/' || k.id AS once
            FROM sdk_key k JOIN environment e ON e.id = k.environment_id
            WHERE k.expires_at BETWEEN now() AND now() + interval '24 hours'""" + SOMEBODY_IS_TOLD;

    private static final String BEHIND = """
            SELECT e.project, 'instance.behind' AS type, e.environment || '/' || e.instance AS subject,
                jsonb_build_object('environment', e.environment, 'instance', e.instance,
                    'sdk', e.sdk_name || ' ' || e.sdk_version, 'region', e.region, 'revision', e.revision,
                    'current', e.current_revision) AS data,
                'instance.behind/' || e.environment || '/' || e.instance || '/' || coalesce(e.revision, 0) AS once
            FROM instance_standing e WHERE e.behind""" + SOMEBODY_IS_TOLD;

    private final Pool pool;

    Noticing(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NoTicker.class)
    Uni<Void> look() {
        return Uni.join()
                .all(List.of(tell(EXPIRING), tell(BEHIND)))
                .usingConcurrencyOf(1)
                .andFailFast()
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("What is to be noticed waits for the next look: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> tell(String what) {
        return pool.query(TELL.formatted(what)).execute().map(rows -> rows.rowCount());
    }
}
