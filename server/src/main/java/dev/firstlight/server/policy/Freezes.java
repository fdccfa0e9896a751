package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Freezes of environments. Each change takes the environment's lock, so that no edit that is under way slips through. */
@ApplicationScoped
class Freezes {

    private static final int MOST = 100;

    private static final String LIST = """
            SELECT id, name, document, created_by, CAST(extract(epoch FROM created_at) * 1000000 AS bigint),
                version, CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)
            FROM environment_freeze WHERE environment_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3""";
    private static final String INSERT = """
            INSERT INTO environment_freeze (id, environment_id, name, document, created_by) VALUES (?1, ?2, ?3, ?4, ?5)""";

    private final Environments environments;
    private final Revisions revisions;
    private final Audit audit;
    private final Signals signals;

    Freezes(Environments environments, Revisions revisions, Audit audit, Signals signals) {
        this.environments = environments;
        this.revisions = revisions;
        this.audit = audit;
        this.signals = signals;
    }

    /** A freeze as it shall be. */
    record Wanted(String name, Window window) {

        String text() {
            return Json.write(WindowJson.write(window));
        }
    }

    @WithSession
    Uni<Page<FreezeView>> list(String project, String environment, int limit, String after) {
        return environments
                .require(project, environment)
                .flatMap(where -> after(where, after, limit + 1))
                .map(found -> Page.of(found, limit, FreezeView::id));
    }

    @WithSession
    Uni<FreezeView> get(String project, String environment, String id) {
        return environments.require(project, environment).flatMap(where -> require(where, id));
    }

    private static Uni<List<FreezeView>> all(EnvironmentRef where) {
        return after(where, "", MOST);
    }

    private static Uni<List<FreezeView>> after(EnvironmentRef where, String id, int most) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter(1, where.id())
                        .setParameter(2, id)
                        .setParameter(3, most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> FreezeView.of(
                                (String) row[0],
                                (String) row[1],
                                Json.read((String) row[2]),
                                (String) row[3],
                                Policies.instant(((Number) row[4]).longValue()),
                                ((Number) row[5]).longValue(),
                                Policies.instant(((Number) row[6]).longValue())))
                        .toList());
    }

    private static Uni<FreezeView> require(EnvironmentRef where, String id) {
        return all(where).map(all -> all.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.unknown("freeze", id)));
    }

    /** The freeze, if it is at the version that its editor saw. */
    private static Uni<FreezeView> require(EnvironmentRef where, String id, long version) {
        return require(where, id).invoke(now -> {
            if (now.version() != version) {
                throw Failure.stale(
                        "The freeze is at version " + now.version()
                                + "; look at \"current\", then send your change again.",
                        now);
            }
        });
    }

    @WithTransaction
    Uni<FreezeView> create(Caller caller, String project, String environment, Wanted wanted) {
        String id = Ids.next();
        return locked(project, environment).flatMap(where -> all(where)
                .invoke(all -> {
                    if (all.size() >= MOST) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "There are " + MOST + " freezes, which are the most; delete those that are over.");
                    }
                })
                .chain(() -> execute(INSERT, id, where.id(), wanted.name(), wanted.text(), caller.id()))
                .chain(() -> changed(caller, where, "freeze.created", id, null, wanted))
                .chain(() -> require(where, id)));
    }

    @WithTransaction
    Uni<FreezeView> replace(Caller caller, String project, String environment, String id, long version, Wanted wanted) {
        return locked(project, environment).flatMap(where -> require(where, id, version)
                .call(() -> execute(
                        "UPDATE environment_freeze SET name = ?2, document = ?3, version = version + 1 WHERE id = ?1",
                        id,
                        wanted.name(),
                        wanted.text()))
                .flatMap(before -> changed(caller, where, "freeze.changed", id, before, wanted))
                .chain(() -> require(where, id)));
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String environment, String id, long version) {
        return locked(project, environment).flatMap(where -> require(where, id, version)
                .call(() -> execute("DELETE FROM environment_freeze WHERE id = ?1", id))
                .flatMap(before -> changed(caller, where, "freeze.deleted", id, before, null)));
    }

    private Uni<EnvironmentRef> locked(String project, String environment) {
        return environments.require(project, environment).flatMap(revisions::lock);
    }

    /** The next version of the environment makes every node's lane read what it asks. */
    private Uni<Void> changed(
            Caller caller,
            EnvironmentRef where,
            String action,
            String id,
            @Nullable FreezeView before,
            @Nullable Wanted after) {
        return execute("UPDATE environment SET version = version + 1 WHERE id = ?1", where.id())
                .chain(() -> audit.append(new AuditEntry(
                        where.project(),
                        caller,
                        action,
                        where.key() + "/" + id,
                        null,
                        before == null ? null : text(before),
                        after == null
                                ? null
                                : Json.write(WindowJson.write(after.window()).put("name", after.name())))))
                .chain(() -> signals.sendAtCommit(Signal.of(where.project(), "freeze", where.key(), id)));
    }

    private static String text(FreezeView view) {
        return Json.write(WindowJson.write(WindowJson.read(view.from(), view.until(), view.zone(), view.days()))
                .put("name", view.name()));
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
