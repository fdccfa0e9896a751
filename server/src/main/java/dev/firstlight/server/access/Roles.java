package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The roles that there are: the house's own, which stay as they are, and those that people make up of permissions. */
@ApplicationScoped
class Roles {

    /** What a role may be made up of; who may do any of it may look. */
    static final List<String> PERMISSIONS = List.of(
            Role.VIEW,
            Role.EDIT,
            Role.RELEASE,
            Role.APPROVE,
            Role.CONFIGURE,
            Role.MANAGE_KEYS,
            Role.OVERRIDE,
            Role.ADMINISTER);

    private static final int MOST = 200;

    private static final String COLUMNS = "key, name, CAST(permissions AS text), built_in, version";

    private static final String IN_USE = """
            (EXISTS (SELECT 1 FROM person WHERE role = ?1) OR EXISTS (SELECT 1 FROM api_token WHERE role = ?1)
            OR EXISTS (SELECT 1 FROM team WHERE role = ?1) OR EXISTS (SELECT 1 FROM access_grant WHERE role = ?1))""";

    private final AccessLog log;

    Roles(AccessLog log) {
        this.log = log;
    }

    /**
     * A role as the API shows it.
     *
     * @param permissions what it gives
     * @param builtIn whether it came with the house, and stays as it is
     * @param version which If-Match names
     */
    @Schema(name = "Role")
    record View(String key, String name, List<String> permissions, boolean builtIn, long version) {}

    /** A role as it shall be. */
    record Wanted(String name, Set<String> permissions) {

        /** Refuses what nobody can be given. */
        static Wanted of(String name, List<String> permissions) {
            if (permissions.isEmpty()) {
                throw Failure.invalid(
                        "/permissions", "A role has one permission at least: " + String.join(", ", PERMISSIONS) + ".");
            }
            Set<String> all = new LinkedHashSet<>(List.of(Role.BELONG, Role.VIEW));
            for (int i = 0; i < permissions.size(); i++) {
                if (!PERMISSIONS.contains(permissions.get(i))) {
                    throw Failure.invalid(
                            "/permissions/" + i, "A permission is one of " + String.join(", ", PERMISSIONS) + ".");
                }
                all.add(permissions.get(i));
            }
            return new Wanted(name, all);
        }
    }

    /** All of them, for whoever is to give some. In the caller's session. */
    Uni<RoleBook> book() {
        return rows("SELECT " + COLUMNS + " FROM role ORDER BY built_in DESC, key LIMIT ?1", MOST)
                .map(views -> {
                    Map<String, Set<String>> permissions = new LinkedHashMap<>();
                    views.forEach(view -> permissions.put(view.key(), Set.copyOf(view.permissions())));
                    return new RoleBook(permissions);
                });
    }

    @WithSession
    Uni<Page<View>> list(int limit, String after) {
        return rows("SELECT " + COLUMNS + " FROM role WHERE key > ?2 ORDER BY key LIMIT ?1", limit + 1, after)
                .map(views -> Page.of(views, limit, View::key));
    }

    @WithSession
    Uni<View> get(String key) {
        return find(key, "").onItem().ifNull().failWith(() -> Failure.unknown("role", key));
    }

    private static Uni<@Nullable View> find(String key, String lock) {
        return rows("SELECT " + COLUMNS + " FROM role WHERE key = ?1" + lock, key)
                .map(views -> views.isEmpty() ? null : views.get(0));
    }

    @WithTransaction
    Uni<View> create(Caller caller, String key, Wanted wanted) {
        requireOwn(caller, wanted);
        return rows("SELECT " + COLUMNS + " FROM role LIMIT ?1", MOST)
                .invoke(all -> {
                    if (all.size() >= MOST) {
                        throw Failure.of(Failure.Kind.CONFLICT, "There are " + MOST + " roles, which are the most.");
                    }
                })
                .chain(() -> rows(
                        "INSERT INTO role (key, name, permissions) VALUES (?1, ?2, CAST(CAST(?3 AS text) AS jsonb))"
                                + " ON CONFLICT DO NOTHING RETURNING " + COLUMNS,
                        key,
                        wanted.name(),
                        Json.write(wanted.permissions())))
                .map(made -> {
                    if (made.isEmpty()) {
                        throw Failure.of(Failure.Kind.CONFLICT, "There is a role \"" + key + "\" already.");
                    }
                    return made.get(0);
                })
                .call(made -> log.note(caller, "role.made", key, null, told(made)));
    }

    /** What it gives is given to all who have it, from their next request on. */
    @WithTransaction
    Uni<View> replace(Caller caller, String key, long version, Wanted wanted) {
        requireOwn(caller, wanted);
        return held(caller, key, version).flatMap(before -> rows(
                        "UPDATE role SET name = ?2, permissions = CAST(CAST(?3 AS text) AS jsonb), version = version + 1 WHERE key = ?1"
                                + " RETURNING " + COLUMNS,
                        key,
                        wanted.name(),
                        Json.write(wanted.permissions()))
                .map(rows -> rows.get(0))
                .call(after -> log.note(caller, "role.changed", key, told(before), told(after))));
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String key, long version) {
        return held(caller, key, version)
                .call(() -> rows("SELECT " + COLUMNS + " FROM role WHERE key = ?1 AND " + IN_USE, key)
                        .invoke(used -> {
                            if (!used.isEmpty()) {
                                throw Failure.of(
                                        Failure.Kind.CONFLICT,
                                        "The role \"" + key + "\" is somebody's; give them another one before.");
                            }
                        }))
                .call(() -> rows("DELETE FROM role WHERE key = ?1 RETURNING " + COLUMNS, key))
                .flatMap(before -> log.note(caller, "role.removed", key, told(before), null));
    }

    /** The role at the version that its editor saw, held until the transaction ends. */
    private static Uni<View> held(Caller caller, String key, long version) {
        return find(key, " FOR UPDATE")
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("role", key))
                .invoke(now -> {
                    if (now.builtIn()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "The role \"" + key
                                        + "\" came with the house and stays as it is; make one of your own.");
                    }
                    if (now.version() != version) {
                        throw Failure.stale(
                                "The role is at version " + now.version()
                                        + "; look at \"current\", then send your change again.",
                                now);
                    }
                    requireOwn(caller, new Wanted(now.name(), Set.copyOf(now.permissions())));
                });
    }

    private static void requireOwn(Caller caller, Wanted wanted) {
        RoleBook.requireCovered(caller.rights(), wanted.name(), wanted.permissions(), Scope.NOWHERE);
    }

    private static String told(View role) {
        return Json.write(Map.of("name", role.name(), "permissions", role.permissions()));
    }

    private static Uni<List<View>> rows(String sql, Object... values) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(sql, Object[].class);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.getResultList()
                    .map(rows -> rows.stream().map(Roles::view).toList());
        });
    }

    private static View view(Object[] row) {
        JsonNode permissions = Json.read((String) row[2]);
        return new View(
                (String) row[0],
                (String) row[1],
                PERMISSIONS.stream().filter(one -> has(permissions, one)).toList(),
                (Boolean) row[3],
                ((Number) row[4]).longValue());
    }

    private static boolean has(JsonNode list, String word) {
        for (JsonNode one : list) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
