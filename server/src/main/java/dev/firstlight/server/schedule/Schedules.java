package dev.firstlight.server.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Cursor;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.platform.Rfc3339;
import dev.firstlight.server.policy.Frozen;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import dev.firstlight.server.targeting.Changes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asking for a change at a time, looking at what is asked for, and taking it back. */
@ApplicationScoped
class Schedules {

    private static final String INSERT = """
            INSERT INTO schedule (id, environment_id, at, time_zone, request, created_by, created_by_name,
                permissions)
            VALUES (?1, ?2, CAST(CAST(?3 AS text) AS timestamptz), CAST(?4 AS text), ?5, ?6, ?7, ?8)""";
    private static final String LIST = "SELECT " + ScheduleView.COLUMNS
            + " FROM schedule WHERE environment_id = $1 AND (at, id) < (coalesce($2::timestamptz, 'infinity'), $3)"
            + " ORDER BY at DESC, id DESC LIMIT $4";
    private static final String GET =
            "SELECT " + ScheduleView.COLUMNS + " FROM schedule WHERE environment_id = $1 AND id = $2";
    private static final String CANCEL =
            "UPDATE schedule SET state = 'cancelled', ended_at = now() WHERE id = ?1 AND state = 'pending'";

    private final Environments environments;
    private final Changes changes;
    private final Policies policies;
    private final Audit audit;
    private final Pool pool;
    private final Clock clock;

    Schedules(Environments environments, Changes changes, Policies policies, Audit audit, Pool pool, Clock clock) {
        this.environments = environments;
        this.changes = changes;
        this.policies = policies;
        this.audit = audit;
        this.pool = pool;
        this.clock = clock;
    }

    /** Keeps a change for later; it must be possible as things are now. */
    Uni<ScheduleView> create(Caller caller, String project, String environment, When when, ObjectNode request) {
        if (!when.at().isAfter(clock.instant())) {
            throw Failure.invalid("/at", "That is over; name a time to come, or send the change now.");
        }
        String id = Ids.next();
        return changes.make(caller, project, environment, request, false, false, true, null)
                .chain(() -> environments.require(project, environment))
                .call(where -> policies.standing(where).invoke(standing -> check(standing, caller, when, request)))
                .call(where -> insert(caller, where, id, when, Json.write(request)))
                .flatMap(where -> get(where, id));
    }

    /** What will be asked of the change when it is time, as far as that is known. */
    private static void check(Standing standing, Caller caller, When when, ObjectNode request) {
        standing.permitByProtection(new Intent(caller, request.path("comment").textValue(), false));
        Frozen frozen = standing.frozen(when.at());
        if (frozen != null) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "\"" + standing.environment() + "\" will then be " + frozen.words()
                            + "; name a time before or after that.");
        }
    }

    @WithTransaction
    Uni<Void> insert(Caller caller, EnvironmentRef where, String id, When when, String request) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter(1, id)
                        .setParameter(2, where.id())
                        .setParameter(3, when.at().toString())
                        .setParameter(4, when.zone())
                        .setParameter(5, request)
                        .setParameter(6, caller.id())
                        .setParameter(7, caller.name())
                        .setParameter(8, String.join(" ", new TreeSet<>(caller.permissions())))
                        .executeUpdate())
                .chain(() -> audit.append(new AuditEntry(
                        where.project(),
                        caller,
                        "schedule.created",
                        where.key() + "/" + id,
                        "At " + when.at() + ".",
                        null,
                        request)));
    }

    /** Where a page begins: below a time, and of those at that time below an id; a time of null is above all. */
    private record Below(@Nullable OffsetDateTime at, String id) {

        static Below of(PageRequest page) {
            List<String> parts = Cursor.parts(page, 2);
            if (parts == null) {
                return new Below(null, "");
            }
            try {
                return new Below(Rfc3339.parse(parts.get(0)).atOffset(ZoneOffset.UTC), parts.get(1));
            } catch (DateTimeException e) {
                throw PageRequest.forged();
            }
        }
    }

    /** The latest first. */
    Uni<Page<ScheduleView>> list(String project, String environment, PageRequest page) {
        int limit = page.limit();
        Below below = Below.of(page);
        return environments.require(project, environment).flatMap(where -> pool.preparedQuery(LIST)
                .execute(Tuple.of(where.id(), below.at(), below.id(), limit + 1))
                .map(rows -> {
                    List<ScheduleView> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(ScheduleView.of(row));
                    }
                    return Page.of(found, limit, one -> Cursor.of(one.at().toString(), one.id()));
                }));
    }

    Uni<ScheduleView> get(String project, String environment, String id) {
        return environments.require(project, environment).flatMap(where -> get(where, id));
    }

    private Uni<ScheduleView> get(EnvironmentRef where, String id) {
        return pool.preparedQuery(GET).execute(Tuple.of(where.id(), id)).map(rows -> {
            for (Row row : rows) {
                return ScheduleView.of(row);
            }
            throw Failure.unknown("scheduled change", id);
        });
    }

    /** Takes a change back that has not been made yet. */
    @WithTransaction
    Uni<Void> cancel(Caller caller, String project, String environment, String id) {
        return environments.require(project, environment).flatMap(where -> get(where, id)
                .flatMap(found -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(CANCEL)
                                .setParameter(1, id)
                                .executeUpdate())
                        .invoke(changed -> {
                            if (changed == 0) {
                                throw Failure.of(
                                        Failure.Kind.CONFLICT,
                                        "It is " + found.state() + " and cannot be cancelled any more.");
                            }
                        })
                        .chain(() -> audit.append(new AuditEntry(
                                project, caller, "schedule.cancelled", where.key() + "/" + id, null, null, null)))));
    }
}
