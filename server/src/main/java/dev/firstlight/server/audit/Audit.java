package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;

/** The append-only record of who did what; see {@link AuditChain} for what makes it hard to forge. */
@Startup
@ApplicationScoped
public class Audit {

    private final Clock clock;
    private final Meters meters;
    private final Counter written;

    Audit(Clock clock, Meters meters) {
        this.clock = clock;
        this.meters = meters;
        this.written = meters.counter("audit.rows", "Rows of the audit that this node wrote.");
    }

    /** Appends inside the caller's transaction; the head's row lock puts one project's writers in a line. */
    public Uni<Void> append(AuditEntry entry) {
        // PostgreSQL keeps microseconds; what is hashed must be what is read back.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Panache.getSession()
                .flatMap(session -> advanceHead(session, entry.project()).flatMap(head -> {
                    AuditRow row = new AuditRow(
                            entry.project(),
                            head.seq(),
                            at,
                            entry.actor().id(),
                            entry.action(),
                            entry.subject(),
                            entry.comment(),
                            entry.before(),
                            entry.after());
                    String hash = AuditChain.hash(head.hash(), row);
                    return insert(session, row, head.hash(), hash).chain(() -> moveHead(session, row, hash));
                }))
                .call(() -> meters.countAtCommit(written));
    }

    /** Counts rows that were written and committed by another way than {@link #append}: those of lanes. */
    public void wrote(int rows) {
        written.increment(rows);
    }

    private record Head(long seq, String hash) {}

    private static Uni<Head> advanceHead(Mutiny.Session session, String project) {
        return session.createNativeQuery(
                        "INSERT INTO audit_head (project, seq, hash) VALUES (?1, 1, ?2)"
                                + " ON CONFLICT (project) DO UPDATE SET seq = audit_head.seq + 1 RETURNING seq, hash",
                        Object[].class)
                .setParameter(1, project)
                .setParameter(2, AuditChain.BEGINNING)
                .getSingleResult()
                .map(values -> new Head(((Number) values[0]).longValue(), (String) values[1]));
    }

    private static Uni<Void> insert(Mutiny.Session session, AuditRow row, String previous, String hash) {
        AuditEntity entity = new AuditEntity();
        entity.id = new AuditEntity.Key(row.project(), row.seq());
        entity.at = row.at();
        entity.actor = row.actor();
        entity.action = row.action();
        entity.subject = row.subject();
        entity.comment = row.comment();
        entity.before = row.before();
        entity.after = row.after();
        entity.previous = previous;
        entity.hash = hash;
        return session.persist(entity).chain(session::flush);
    }

    private static Uni<Void> moveHead(Mutiny.Session session, AuditRow row, String hash) {
        return session.createNativeQuery("UPDATE audit_head SET hash = ?1 WHERE project = ?2")
                .setParameter(1, hash)
                .setParameter(2, row.project())
                .executeUpdate()
                .replaceWithVoid();
    }
}
