package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditHead;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a lane has to know, and keeps what it made. */
@ApplicationScoped
class MemoryRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** One snapshot: the position, and what is after the revision that is known; all of it where nothing is. */
    private static final String AFTER = "SELECT " + Policies.COLUMNS + """
                , e.id, e.name, e.epoch, e.revision, h.seq, h.hash,
                (SELECT coalesce(json_agg(json_build_array(t.flag, t.document, t.version, t.revision, t.updated_at,
                        t.updated_by, t.tests))::text, '[]') FROM targeting t
                    WHERE t.environment_id = e.id AND (e.id <> $5 OR e.epoch <> $3 OR t.revision > $4)) AS flags,
                (SELECT coalesce(json_agg(c.key)::text, '[]') FROM change_log c WHERE c.environment_id = e.id
                    AND c.epoch = $3 AND c.revision > $4 AND c.kind = 'FLAG' AND c.document IS NULL) AS gone,
                (SELECT coalesce(json_object_agg(s.key, s.document::json)::text, '{}') FROM segment s
                    WHERE s.environment_id = e.id) AS segments,
                (SELECT coalesce(json_agg(r.key ORDER BY r.key)::text, '[]') FROM region r
                    WHERE r.project = e.project) AS regions,
                (SELECT coalesce(json_object_agg(g.key, g.regions::json ORDER BY g.key)::text, '{}')
                    FROM region_group g WHERE g.project = e.project) AS groups
            FROM environment e LEFT JOIN audit_head h ON h.project = e.project
            WHERE e.project = $1 AND e.key = $2""";

    private final Pool pool;
    private final Signals signals;
    private final Audit audit;

    MemoryRows(Pool pool, Signals signals, Audit audit) {
        this.pool = pool;
        this.signals = signals;
        this.audit = audit;
    }

    /** Brings what is known of some environments up to what is kept. */
    Uni<Void> refresh(Memory memory, Collection<String> environments) {
        return Multi.createFrom()
                .iterable(environments)
                .onItem()
                .transformToUniAndConcatenate(key -> refresh(memory, key))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Boolean> refresh(Memory memory, String key) {
        Environment known = memory.environment(key);
        long id = known == null ? -1 : known.where().id();
        long epoch = known == null ? -1 : known.where().epoch();
        long revision = known == null ? -1 : known.where().revision();
        return pool.preparedQuery(AFTER)
                .execute(Tuple.of(memory.project(), key, epoch, revision, id))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    Environment now = null;
                    for (Row row : rows) {
                        now = read(memory.project(), key, known, row);
                        if (row.getLong("seq") != null) {
                            memory.head(new AuditHead(row.getLong("seq"), row.getString("hash")));
                        }
                    }
                    memory.put(key, now);
                    return true;
                });
    }

    private static Environment read(String project, String key, @Nullable Environment known, Row row) {
        EnvironmentRef where = new EnvironmentRef(
                row.getLong("id"), project, key, row.getString("name"), row.getLong("epoch"), row.getLong("revision"));
        // One that was deleted and made again is another.
        Map<String, Held> flags = known != null
                        && known.where().id() == where.id()
                        && known.where().epoch() == where.epoch()
                ? new HashMap<>(known.flags())
                : new HashMap<>();
        Json.read(row.getString("gone")).forEach(gone -> flags.remove(gone.asText()));
        Json.read(row.getString("flags")).forEach(flag -> flags.put(flag.get(0).asText(), held(flag)));
        Standing standing = Standing.of(
                key,
                row.getLong("version"),
                row.getBoolean("protected"),
                row.getBoolean("require_comments"),
                row.getInteger("approvals"),
                row.getString("approvers"),
                row.getString("freezes"),
                Policies.instant(row.getLong("micros")));
        return new Environment(
                where,
                standing,
                flags,
                segments(row.getString("segments")),
                list(row.getString("regions")),
                groups(row));
    }

    private static Held held(JsonNode row) {
        return Held.of(
                row.get(1).asText(),
                row.get(2).asLong(),
                row.get(3).asLong(),
                OffsetDateTime.parse(row.get(4).asText()).toInstant(),
                row.get(5).asText(),
                row.get(6).textValue());
    }

    private static Map<String, SegmentSpec> segments(String text) {
        Map<String, SegmentSpec> segments = new HashMap<>();
        Json.read(text)
                .properties()
                .forEach(one -> segments.put(
                        one.getKey(), SegmentJson.read(one.getValue(), "", Mode.LENIENT, new ArrayList<>())));
        return segments;
    }

    private static Map<String, List<String>> groups(Row row) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        Json.read(row.getString("groups")).properties().forEach(one -> groups.put(one.getKey(), list(one.getValue())));
        return groups;
    }

    private static List<String> list(String text) {
        return list(Json.read(text));
    }

    private static List<String> list(JsonNode node) {
        List<String> list = new ArrayList<>();
        node.forEach(each -> list.add(each.asText()));
        return list;
    }

    /** Keeps a batch; false where others have changed what it began with. */
    Uni<Boolean> keep(ObjectNode work) {
        if (work.get("environments").isEmpty()) {
            return Uni.createFrom().item(true);
        }
        // What the function does not send at its commit is sent after it.
        JsonNode hints = signals.leaveWithTheTransaction() ? Json.object() : work.replace("signals", Json.read("[]"));
        return pool.preparedQuery("SELECT keep_edits($1::text::jsonb)")
                .execute(Tuple.of(Json.write(work)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> rows.iterator().next().getString(0).equals("ok"))
                .invoke(kept -> {
                    if (kept) {
                        audit.wrote(work.get("edits").size());
                        hints.forEach(hint -> signals.committed(hint.asText()));
                    }
                });
    }
}
