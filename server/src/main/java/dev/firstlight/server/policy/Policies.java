package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EditGate;
import dev.firstlight.server.environment.EnvironmentRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What environments ask of edits. Whoever asks in a transaction that holds the environment's lock hears what is so when
 * the transaction commits: who changes any of it takes the same lock.
 */
@ApplicationScoped
public class Policies implements EditGate {

    /** What {@link Standing#of} takes, of a row {@code e} of environments: for statements that read more as well. */
    public static final String COLUMNS = """
            e.version, e.protected, e.require_comments,
                (SELECT CAST(coalesce(json_agg(json_build_array(f.id, f.name, CAST(f.document AS json))), '[]') AS text)
                    FROM environment_freeze f WHERE f.environment_id = e.id) AS freezes,
                CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) AS micros""";

    private static final String STANDING = "SELECT " + COLUMNS + " FROM environment e WHERE e.id = ?1";

    /** Microseconds of the epoch as an instant. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** What an environment asks, now. */
    @WithSession
    public Uni<Standing> standing(EnvironmentRef where) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(STANDING, Object[].class)
                        .setParameter(1, where.id())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(where::unknown)
                .map(row -> Standing.of(
                        where.key(),
                        ((Number) row[0]).longValue(),
                        (Boolean) row[1],
                        (Boolean) row[2],
                        (String) row[3],
                        instant(((Number) row[4]).longValue())));
    }

    /** Refuses an edit that must not be made, or not by this caller there; gives the comment as it is to be kept. */
    @WithSession
    public Uni<@Nullable String> permit(EnvironmentRef where, Intent intent) {
        Intent there = intent.in(where);
        return standing(where).map(standing -> {
            standing.permit(there);
            return standing.told(intent, intent.comment());
        });
    }

    @Override
    @WithSession
    public Uni<@Nullable String> permit(
            EnvironmentRef where, Caller caller, @Nullable String comment, boolean overrideFreeze) {
        return permit(where, new Intent(caller, comment, overrideFreeze));
    }
}
