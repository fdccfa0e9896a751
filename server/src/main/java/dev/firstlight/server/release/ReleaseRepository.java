package dev.firstlight.server.release;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Releases and their events; inside the caller's session or transaction. */
@ApplicationScoped
class ReleaseRepository {
    private static final String LEASE =
            "SELECT token FROM lease WHERE job = ?1 AND token = ?2 AND expires > now() FOR SHARE";

    Uni<ReleaseEntity> require(String project, String id) {
        return session()
                .flatMap(session -> session.find(ReleaseEntity.class, id))
                .map(found -> {
                    if (found == null || !found.project.equals(project)) {
                        throw Failure.unknown("release", id);
                    }
                    return found;
                });
    }

    /** Locks a release until the transaction ends, so that nobody else acts on it meanwhile. */
    Uni<ReleaseEntity> claim(String project, String id) {
        return session()
                .flatMap(session -> session.find(ReleaseEntity.class, id, LockModeType.PESSIMISTIC_WRITE))
                .map(found -> {
                    if (found == null || !found.project.equals(project)) {
                        throw Failure.unknown("release", id);
                    }
                    return found;
                });
    }

    /**
     * The same for the machine, only if the release is still at the version it looked at and the lease is still its
     * own; null where it is not.
     */
    Uni<@Nullable ReleaseEntity> claim(String id, long version, String job, long token) {
        return session().flatMap(session -> session.createNativeQuery(LEASE, Long.class)
                .setParameter(1, job)
                .setParameter(2, token)
                .getSingleResultOrNull()
                .flatMap(held -> held == null
                        ? Uni.createFrom().nullItem()
                        : session.createQuery("from ReleaseEntity where id = ?1 and version = ?2", ReleaseEntity.class)
                                .setParameter(1, id)
                                .setParameter(2, version)
                                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                                .getSingleResultOrNull()));
    }

    /** Releases to which something may happen by itself. */
    Uni<List<ReleaseEntity>> lookedAt() {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where state in (SCHEDULED, RUNNING, PAUSED) or step is not null order by id",
                        ReleaseEntity.class)
                .getResultList());
    }

    /** The release that ended last in the same environment, other than this one; null for none. */
    Uni<@Nullable ReleaseEntity> endedBefore(ReleaseEntity release) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where environmentId = ?1 and id <> ?2 and endedAt is not null"
                                + " and startedAt is not null order by endedAt desc",
                        ReleaseEntity.class)
                .setParameter(1, release.environmentId)
                .setParameter(2, release.id)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }

    /** Others under which somebody in the environment gets a treatment now. */
    Uni<List<ReleaseEntity>> besides(ReleaseEntity release) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where environmentId = ?1 and id <> ?2 and state in (RUNNING, PAUSED)"
                                + " order by id",
                        ReleaseEntity.class)
                .setParameter(1, release.environmentId)
                .setParameter(2, release.id)
                .getResultList());
    }

    Uni<@Nullable ReleaseEntity> liveOf(long environmentId, String flag) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where environmentId = ?1 and flag = ?2 and state in (RUNNING, PAUSED)",
                        ReleaseEntity.class)
                .setParameter(1, environmentId)
                .setParameter(2, flag)
                .getSingleResultOrNull());
    }

    /** Completed releases of a flag that are still watched, held until the transaction ends. */
    Uni<List<ReleaseEntity>> watched(long environmentId, String flag) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where environmentId = ?1 and flag = ?2 and state = COMPLETED"
                                + " and step is not null order by id",
                        ReleaseEntity.class)
                .setParameter(1, environmentId)
                .setParameter(2, flag)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    /** The rollback that nobody has looked at yet: of the same treatment, or of another one since an instant. */
    Uni<@Nullable ReleaseEntity> unacknowledged(long environmentId, String flag, String treatment, Instant since) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where environmentId = ?1 and flag = ?2 and (treatment = ?3 or endedAt > ?4)"
                                + " and state = ROLLED_BACK and acknowledgedAt is null order by id desc",
                        ReleaseEntity.class)
                .setParameter(1, environmentId)
                .setParameter(2, flag)
                .setParameter(3, treatment)
                .setParameter(4, since)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }

    /** Newest first, below an id where it is not empty; one more than the limit, so that the page knows whether another follows. */
    Uni<List<ReleaseEntity>> list(String project, ReleaseFilter filter, int limit, String below) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEntity where project = :project and id < :below"
                                + " and (:environment is null or environment = :environment)"
                                + " and (:flag is null or flag = :flag)"
                                + " and (:state is null or state = :state) order by id desc",
                        ReleaseEntity.class)
                .setParameter("project", project)
                .setParameter("below", below.isEmpty() ? "~" : below)
                .setParameter("environment", filter.environment())
                .setParameter("flag", filter.flag())
                .setParameter("state", filter.state())
                .setMaxResults(limit + 1)
                .getResultList());
    }

    Uni<Void> insert(ReleaseEntity release) {
        return session().flatMap(session -> session.persist(release).chain(session::flush));
    }

    Uni<Void> insert(ReleaseEventEntity event) {
        return session().flatMap(session -> session.persist(event).chain(session::flush));
    }

    /** What happened until a release was read: what came while one read on is not in the rest of what is shown either. */
    Uni<List<ReleaseEventEntity>> events(ReleaseEntity release) {
        return session().flatMap(session -> session.createQuery(
                        "from ReleaseEventEntity where id.releaseId = ?1 and id.step <= ?2 order by id.step",
                        ReleaseEventEntity.class)
                .setParameter(1, release.id)
                .setParameter(2, release.version)
                .getResultList());
    }

    /** The database's clock, which all nodes share. */
    Uni<Instant> now() {
        return session().flatMap(session -> session.createNativeQuery("SELECT now()", Instant.class)
                .getSingleResult());
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
