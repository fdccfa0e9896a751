package dev.firstlight.server.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Set;

/** Teams, and who is of them. In the caller's session. */
@ApplicationScoped
class TeamRepository implements PanacheRepositoryBase<TeamEntity, String> {

    private static final String JOIN =
            "INSERT INTO team_member (team_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    private static final String LEAVE = "DELETE FROM team_member WHERE team_id = ?1 AND person_id = ?2";

    Uni<TeamEntity> findByKey(String key) {
        return find("key", key).firstResult();
    }

    /** The same, held until the transaction ends. */
    Uni<TeamEntity> lockByKey(String key) {
        return find("key", key).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** The keys of a person's teams. */
    Uni<List<String>> keysOf(String person) {
        return strings(
                "SELECT t.key FROM team t JOIN team_member m ON m.team_id = t.id WHERE m.person_id = ?1 ORDER BY t.key",
                person);
    }

    /** The ids of a team's people, after one of them. */
    Uni<List<String>> members(String team, int most, String after) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT person_id FROM team_member WHERE team_id = ?1 AND person_id > ?2"
                                + " ORDER BY person_id LIMIT ?3",
                        String.class)
                .setParameter(1, team)
                .setParameter(2, after)
                .setParameter(3, most)
                .getResultList());
    }

    /** Environments that only people of this team may approve edits of. */
    Uni<List<String>> environmentsThatAsk(String key) {
        return strings(
                "SELECT project || '/' || key FROM environment WHERE CAST(approvers AS jsonb) @> CAST(CAST(?1 AS text) AS jsonb) LIMIT 5",
                "[\"" + Approvers.TEAM + key + "\"]");
    }

    /** Those teams of which a directory says who is in them, and whether this person is. */
    Uni<List<Following>> following(String person) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT t.id, t.key, t.directory_group, EXISTS (SELECT 1 FROM team_member m"
                                        + " WHERE m.team_id = t.id AND m.person_id = ?1)"
                                        + " FROM team t WHERE t.directory_group IS NOT NULL",
                                Object[].class)
                        .setParameter(1, person)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Following((String) row[0], (String) row[1], (String) row[2], (Boolean) row[3]))
                        .toList());
    }

    /** A team that follows a group, and whether somebody is of it now. */
    record Following(String id, String key, String group, boolean member) {

        /** Whether somebody comes or goes who is of these groups. */
        boolean turns(Set<String> groups) {
            return member != groups.contains(group);
        }
    }

    /** Whether that was a change. */
    Uni<Boolean> join(String team, String person) {
        return execute(JOIN, team, person);
    }

    /** Whether that was a change. */
    Uni<Boolean> leave(String team, String person) {
        return execute(LEAVE, team, person);
    }

    private static Uni<Boolean> execute(String sql, String team, String person) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sql)
                        .setParameter(1, team)
                        .setParameter(2, person)
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    private static Uni<List<String>> strings(String sql, String value) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql, String.class)
                .setParameter(1, value)
                .getResultList());
    }
}
