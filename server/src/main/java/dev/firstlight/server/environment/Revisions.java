package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.platform.Traces;
import io.opentelemetry.api.trace.Span;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes an environment to its next revision. The row's lock puts the environment's writers in a line, so that commit
 * order is revision order and no poll ever sees a gap (a sequence would not do that).
 */
@ApplicationScoped
public class Revisions {

    private static final String LOG = """
            INSERT INTO change_log (environment_id, epoch, revision, kind, key, document, actor, action, comment, trace)
            SELECT ?1, ?2, ?3, c.kind, c.key, c.document, ?4, ?5, CAST(?6 AS text), CAST(?8 AS text)
            FROM json_to_recordset(CAST(CAST(?7 AS text) AS json)) AS c(kind text, key text, document text)""";

    private final Audit audit;
    private final Signals signals;

    Revisions(Audit audit, Signals signals) {
        this.audit = audit;
        this.signals = signals;
    }

    /**
     * Takes the environment's row lock for the rest of the transaction, so that what is read and checked after it is
     * still so when {@link #change} writes. Take several in the order of their ids.
     *
     * @return the environment as it is now that nobody else can change it
     */
    public Uni<EnvironmentRef> lock(EnvironmentRef environment) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT epoch, revision FROM environment WHERE id = ?1 FOR NO KEY UPDATE",
                                Object[].class)
                        .setParameter(1, environment.id())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(environment::unknown)
                .map(row -> new EnvironmentRef(
                        environment.id(),
                        environment.project(),
                        environment.key(),
                        environment.name(),
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).longValue()));
    }

    /**
     * As {@link #lock}, for all environments of a project, in the order of their ids; none is made and none taken away
     * meanwhile. Call it before any of them is locked.
     *
     * @return the environments as they are now; none where there is no such project
     */
    public Uni<List<EnvironmentRef>> lockAll(String project) {
        // Its own statement: the next must see what is there once nobody brings or takes one any more.
        return Panache.getSession()
                .call(session -> session.createNativeQuery(
                                "SELECT key FROM project WHERE key = ?1 FOR SHARE", String.class)
                        .setParameter(1, project)
                        .getSingleResultOrNull())
                .flatMap(session -> session.createNativeQuery(
                                "SELECT id, key, name, epoch, revision FROM environment WHERE project = ?1"
                                        + " ORDER BY id FOR NO KEY UPDATE",
                                Object[].class)
                        .setParameter(1, project)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new EnvironmentRef(
                                ((Number) row[0]).longValue(),
                                project,
                                (String) row[1],
                                (String) row[2],
                                ((Number) row[3]).longValue(),
                                ((Number) row[4]).longValue()))
                        .toList());
    }

    /**
     * Revision, change log, audit row and hint, all in the caller's transaction: call it inside {@code @WithTransaction}.
     *
     * @param changes what changes, at least one
     * @param entry what the audit says of it
     * @return the new revision
     */
    public Uni<Long> change(EnvironmentRef environment, List<Change> changes, AuditEntry entry) {
        return bump(environment, changes, entry).call(() -> audit.append(entry));
    }

    /**
     * As {@link #change}, for one of several environments that an edit touches: the audit row is the caller's.
     *
     * @param entry who does it and why, for the log
     */
    public Uni<Long> bump(EnvironmentRef environment, List<Change> changes, AuditEntry entry) {
        return Panache.getSession().flatMap(session -> session.flush()
                .chain(() -> next(session, environment))
                .call(revision -> log(session, environment, revision, changes, entry))
                .call(revision -> signals.sendAtCommit(new Signal(
                        environment.project(),
                        "environment",
                        environment.key(),
                        null,
                        environment.id(),
                        environment.epoch(),
                        revision))));
    }

    private static Uni<Long> next(Mutiny.Session session, EnvironmentRef environment) {
        return session.createNativeQuery(
                        "UPDATE environment SET revision = revision + 1 WHERE id = ?1 RETURNING revision", Long.class)
                .setParameter(1, environment.id())
                .getSingleResult();
    }

    /** However many there are, one statement. */
    private static Uni<Void> log(
            Mutiny.Session session, EnvironmentRef environment, long revision, List<Change> changes, AuditEntry entry) {
        ArrayNode rows = Json.object().arrayNode();
        changes.forEach(change -> rows.addObject()
                .put("kind", change.kind().name())
                .put("key", change.key())
                .put("document", change.document()));
        return session.createNativeQuery(LOG)
                .setParameter(1, environment.id())
                .setParameter(2, environment.epoch())
                .setParameter(3, revision)
                .setParameter(4, entry.actor().id())
                .setParameter(5, entry.action())
                .setParameter(6, entry.comment())
                .setParameter(7, Json.write(rows))
                .setParameter(8, Traces.parent(Span.current()))
                .executeUpdate()
                .replaceWithVoid();
    }
}
