package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The append-only record of who did what; see {@link AuditChain} for what makes it hard to forge. */
@ApplicationScoped
public class Audit {

    private static final int VERIFY_BATCH = 5_000;

    private final Clock clock;

    Audit(Clock clock) {
        this.clock = clock;
    }

    record Stored(AuditRow row, String previous, String hash) {}

    record Verdict(
            boolean ok, long rows, String head, @Nullable Long brokenAt) {}

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
                }));
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

    @WithSession
    Uni<Page<Stored>> list(String project, int limit, @Nullable Long below) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from AuditEntity where id.project = ?1 and id.seq < ?2 order by id.seq desc",
                                AuditEntity.class)
                        .setParameter(1, project)
                        .setParameter(2, below == null ? Long.MAX_VALUE : below)
                        .setMaxResults(limit + 1)
                        .getResultList())
                .map(rows -> Page.of(
                        rows.stream().map(AuditEntity::stored).toList(),
                        limit,
                        stored -> Long.toString(stored.row().seq())));
    }

    /** Walks the whole chain: every hash recomputed, every link followed, the last compared with the head. */
    @WithSession
    Uni<Verdict> verify(String project) {
        return walk(project, 0, AuditChain.BEGINNING)
                .flatMap(verdict -> verdict.ok()
                        ? compareHead(project, verdict)
                        : Uni.createFrom().item(verdict));
    }

    private Uni<Verdict> walk(String project, long after, String previous) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from AuditEntity where id.project = ?1 and id.seq > ?2 order by id.seq",
                                AuditEntity.class)
                        .setParameter(1, project)
                        .setParameter(2, after)
                        .setMaxResults(VERIFY_BATCH)
                        .getResultList()
                        .invoke(session::clear))
                .flatMap(rows -> check(
                        project,
                        after,
                        previous,
                        rows.stream().map(AuditEntity::stored).toList()));
    }

    private Uni<Verdict> check(String project, long after, String previous, List<Stored> rows) {
        long seq = after;
        String expected = previous;
        for (Stored stored : rows) {
            seq++;
            if (stored.row().seq() != seq
                    || !stored.previous().equals(expected)
                    || !stored.hash().equals(AuditChain.hash(expected, stored.row()))) {
                return Uni.createFrom().item(new Verdict(false, seq - 1, expected, seq));
            }
            expected = stored.hash();
        }
        return rows.size() < VERIFY_BATCH
                ? Uni.createFrom().item(new Verdict(true, seq, expected, null))
                : walk(project, seq, expected);
    }

    private Uni<Verdict> compareHead(String project, Verdict verdict) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT hash FROM audit_head WHERE project = ?1", String.class)
                        .setParameter(1, project)
                        .getSingleResultOrNull())
                .map(head -> head == null || head.equals(verdict.head())
                        ? verdict
                        : new Verdict(false, verdict.rows(), verdict.head(), verdict.rows() + 1));
    }
}
