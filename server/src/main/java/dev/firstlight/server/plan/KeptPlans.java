package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Plans that a project keeps; each change is a version of its own, and versions stay as they are. */
@ApplicationScoped
class KeptPlans {
    private static final String FIND = """
            SELECT key, version, name, plan, made_by, at FROM plan
            WHERE project = ?1 AND key = ?2 AND (?3 = 0 OR version = ?3) ORDER BY version DESC LIMIT 1""";
    private static final String PAGE = """
            SELECT DISTINCT ON (key) key, version, name, plan, made_by, at FROM plan
            WHERE project = ?1 AND key > ?2 ORDER BY key, version DESC LIMIT ?3""";
    /** The project's row is held, so that two changes of a plan get versions one after the other. */
    private static final String INSERT = """
            INSERT INTO plan (project, key, version, name, plan, made_by)
            SELECT ?1, ?2, coalesce(max(version), 0) + 1, ?3, ?4, ?5 FROM plan WHERE project = ?1 AND key = ?2
            RETURNING key, version, name, plan, made_by, at""";

    private final Environments environments;
    private final Audit audit;

    KeptPlans(Environments environments, Audit audit) {
        this.environments = environments;
        this.audit = audit;
    }

    @WithSession
    Uni<Page<PlanView>> list(String project, int limit, String after) {
        return environments.list(project).chain(Panache::getSession).flatMap(session -> session.createNativeQuery(
                        PAGE, Object[].class)
                .setParameter(1, project)
                .setParameter(2, after)
                .setParameter(3, limit + 1)
                .getResultList()
                .map(rows -> Page.of(rows.stream().map(KeptPlans::view).toList(), limit, PlanView::key)));
    }

    /**
     * One plan.
     *
     * @param version 0 is the newest
     */
    @WithSession
    Uni<PlanView> get(String project, String key, int version) {
        return environments
                .list(project)
                .chain(() -> find(project, key, version))
                .map(found -> {
                    if (found == null) {
                        throw Failure.unknown("plan", version == 0 ? key : key + "@" + version);
                    }
                    return found;
                });
    }

    /** The same in the caller's session or a new one; null where there is none. */
    @WithSession
    Uni<@Nullable PlanView> find(String project, String key, int version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, project)
                        .setParameter(2, key)
                        .setParameter(3, version)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : view(row));
    }

    /** Keeps another version, or the first. */
    @WithTransaction
    Uni<PlanView> put(Caller caller, String project, String key, PlanPut request) {
        Ids.requireKey(key, "");
        JsonNode plan = PlanJson.write(PlanJson.read(request.plan()));
        return environments
                .list(project)
                .chain(Panache::getSession)
                .<Object[]>flatMap(session -> session.createNativeQuery(
                                "SELECT 1 FROM project WHERE key = ?1 FOR UPDATE", Integer.class)
                        .setParameter(1, project)
                        .getSingleResultOrNull()
                        .chain(() -> session.createNativeQuery(INSERT, Object[].class)
                                .setParameter(1, project)
                                .setParameter(2, key)
                                .setParameter(3, request.name())
                                .setParameter(4, Json.write(plan))
                                .setParameter(5, caller.name())
                                .getSingleResult()))
                .map(KeptPlans::view)
                .call(kept -> audit.append(new AuditEntry(
                        project, caller, "plan.changed", key + "@" + kept.version(), null, null, Json.write(plan))));
    }

    private static PlanView view(Object[] row) {
        return new PlanView(
                (String) row[0],
                ((Number) row[1]).intValue(),
                (String) row[2],
                Json.read((String) row[3]),
                (String) row[4],
                ((OffsetDateTime) row[5]).toInstant());
    }
}
