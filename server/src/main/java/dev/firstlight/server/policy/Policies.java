package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EditGate;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
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
            e.version, e.protected, e.require_comments, e.approvals, e.approvers,
                (SELECT CAST(coalesce(json_agg(json_build_array(f.id, f.name, CAST(f.document AS json))), '[]') AS text)
                    FROM environment_freeze f WHERE f.environment_id = e.id) AS freezes,
                CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) AS micros""";

    private static final String STANDING = "SELECT " + COLUMNS + " FROM environment e WHERE e.id = ?1";

    private final Audit audit;
    private final Signals signals;

    Policies(Audit audit, Signals signals) {
        this.audit = audit;
        this.signals = signals;
    }

    /** Whoever stands behind a token made it, perhaps with a token. */
    private static final String BEHIND = """
            WITH RECURSIVE behind (id) AS (
                SELECT CAST(?1 AS text) UNION
                SELECT t.created_by FROM behind b JOIN api_token t ON b.id = 'token:' || t.id)
            SELECT b.id FROM behind b WHERE NOT EXISTS (SELECT 1 FROM api_token t WHERE b.id = 'token:' || t.id)""";

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
                        ((Number) row[3]).intValue(),
                        (String) row[4],
                        (String) row[5],
                        instant(((Number) row[6]).longValue())));
    }

    /**
     * The person who stands behind a caller, so that nobody approves what they asked for with another credential.
     *
     * @param caller as {@link Caller#id} has it
     * @return who made the token, or the caller itself
     */
    @WithSession
    public Uni<String> person(String caller) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(BEHIND, String.class)
                .setParameter(1, caller)
                .getSingleResult());
    }

    /**
     * Refuses an edit that must not be made, or not by this caller there; gives the comment as it is to be kept. One
     * without the approvals that are asked for is written down and told of, with the caller's transaction.
     */
    @WithSession
    public Uni<@Nullable String> permit(EnvironmentRef where, Intent intent) {
        Intent there = intent.in(where);
        return standing(where)
                .invoke(standing -> standing.permit(there))
                .call(standing -> standing.isOverridden(intent)
                        ? overridden(where, intent)
                        : Uni.createFrom().voidItem())
                .map(standing -> standing.told(intent, intent.comment()));
    }

    /** Writes down and tells that an edit is made without the approvals that are asked for; in the edit's transaction. */
    public Uni<Void> overridden(EnvironmentRef where, Intent intent) {
        return audit.append(new AuditEntry(
                        where.project(),
                        intent.caller(),
                        Standing.OVERRIDDEN,
                        where.key(),
                        intent.comment(),
                        null,
                        null))
                .chain(() -> signals.sendAtCommit(overridden(where, (String) null)));
    }

    /** The hint that an edit was made without the approvals that are asked for. */
    public static Signal overridden(EnvironmentRef where, @Nullable String key) {
        return Signal.of(where.project(), "approval-override", where.key(), key);
    }

    @Override
    @WithSession
    public Uni<@Nullable String> permit(
            EnvironmentRef where,
            Caller caller,
            @Nullable String comment,
            boolean overrideFreeze,
            boolean overrideApproval) {
        return permit(where, new Intent(caller, comment, overrideFreeze, overrideApproval));
    }
}
