package dev.firstlight.server.release;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Who agreed, and what CI said; inside the caller's session or transaction. */
@ApplicationScoped
class GateRows {
    /** What stands for a stage where people agree to the start itself. */
    static final int START = -1;

    private static final String APPROVE = """
            INSERT INTO release_approval (release_id, stage, person) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING""";
    private static final String REPORT = """
            INSERT INTO release_check (release_id, name, state, details_url, description)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (release_id, name) DO UPDATE SET state = excluded.state, details_url = excluded.details_url,
                description = excluded.description, at = now()""";

    /** Somebody who agreed. */
    record Approved(String person, Instant at) {}

    /** What CI said last of a check. */
    record Check(
            String name,
            CheckState state,
            @Nullable String detailsUrl,
            @Nullable String description,
            Instant at) {}

    /** Whether it was not there before. */
    Uni<Boolean> approve(String release, int stage, String person) {
        return session().flatMap(session -> session.createNativeQuery(APPROVE)
                .setParameter(1, release)
                .setParameter(2, stage)
                .setParameter(3, person)
                .executeUpdate()
                .map(made -> made == 1));
    }

    Uni<List<Approved>> approvals(String release, int stage) {
        return session().flatMap(session -> session.createNativeQuery(
                        "SELECT person, at FROM release_approval WHERE release_id = ?1 AND stage = ?2 ORDER BY at",
                        Object[].class)
                .setParameter(1, release)
                .setParameter(2, stage)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Approved((String) row[0], ((OffsetDateTime) row[1]).toInstant()))
                        .toList()));
    }

    Uni<Void> report(String release, String name, CheckRequest said) {
        return session()
                .flatMap(session -> session.createNativeQuery(REPORT)
                        .setParameter(1, release)
                        .setParameter(2, name)
                        .setParameter(3, said.state().toUpperCase(Locale.ROOT))
                        .setParameter(4, said.detailsUrl())
                        .setParameter(5, said.description())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<List<Check>> checks(String release) {
        return session().flatMap(session -> session.createNativeQuery(
                        "SELECT name, state, details_url, description, at FROM release_check WHERE release_id = ?1"
                                + " ORDER BY name",
                        Object[].class)
                .setParameter(1, release)
                .getResultList()
                .map(rows -> {
                    List<Check> checks = new ArrayList<>();
                    for (Object[] row : rows) {
                        checks.add(new Check(
                                (String) row[0],
                                CheckState.valueOf((String) row[1]),
                                (String) row[2],
                                (String) row[3],
                                ((OffsetDateTime) row[4]).toInstant()));
                    }
                    return checks;
                }));
    }

    static Map<String, CheckState> states(List<Check> checks) {
        Map<String, CheckState> states = new TreeMap<>();
        checks.forEach(check -> states.put(check.name(), check.state()));
        return states;
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
