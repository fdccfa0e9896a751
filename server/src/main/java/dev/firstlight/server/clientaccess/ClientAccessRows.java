package dev.firstlight.server.clientaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is set for environments. */
@ApplicationScoped
class ClientAccessRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String ALL = "SELECT environment_id, origins, secure_mode, secret FROM client_access";
    private static final String ONE =
            "SELECT origins, secure_mode, secret_at FROM client_access WHERE environment_id = $1";
    private static final String REGIONS = "SELECT e.id, r.key, r.countries FROM environment e"
            + " JOIN region r ON r.project = e.project ORDER BY e.id, r.key DESC";
    private static final String WRITE = """
            INSERT INTO client_access (environment_id, origins, secure_mode, secret, secret_at)
            VALUES (?1, ?2, ?3, CAST(?4 AS text), CASE WHEN CAST(?4 AS text) IS NULL THEN NULL ELSE now() END)
            ON CONFLICT (environment_id) DO UPDATE SET origins = excluded.origins, secure_mode = excluded.secure_mode,
                secret = coalesce(excluded.secret, client_access.secret),
                secret_at = coalesce(excluded.secret_at, client_access.secret_at)""";

    private final Pool pool;

    ClientAccessRows(Pool pool) {
        this.pool = pool;
    }

    /**
     * An environment's, without its secret.
     *
     * @param secretMadeAt null where there is none
     */
    record Kept(
            List<String> origins,
            boolean secureMode,
            @Nullable Instant secretMadeAt) {}

    Uni<Kept> read(long environmentId) {
        return pool.preparedQuery(ONE).execute(Tuple.of(environmentId)).map(rows -> {
            for (Row row : rows) {
                return new Kept(
                        texts(row.getString("origins")),
                        row.getBoolean("secure_mode"),
                        row.getOffsetDateTime("secret_at") == null
                                ? null
                                : row.getOffsetDateTime("secret_at").toInstant());
            }
            return new Kept(List.of(), false, null);
        });
    }

    /** Writes within the caller's transaction; a secret that is null stays as it is. */
    Uni<Void> write(long environmentId, List<String> origins, boolean secureMode, @Nullable String secret) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(WRITE)
                        .setParameter(1, environmentId)
                        .setParameter(2, Json.write(origins))
                        .setParameter(3, secureMode)
                        .setParameter(4, secret)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Snapshot> all() {
        return pool.query(ALL)
                .execute()
                .flatMap(settings -> pool.query(REGIONS).execute().map(regions -> snapshot(settings, regions)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Snapshot snapshot(RowSet<Row> settingsRows, RowSet<Row> regionRows) {
        Map<Long, Snapshot.Settings> settings = new HashMap<>();
        Set<String> origins = new HashSet<>();
        for (Row row : settingsRows) {
            List<String> own = texts(row.getString("origins"));
            origins.addAll(own);
            settings.put(
                    row.getLong("environment_id"),
                    new Snapshot.Settings(own, row.getBoolean("secure_mode"), row.getString("secret")));
        }
        Map<Long, Map<String, String>> regions = new HashMap<>();
        for (Row row : regionRows) {
            Map<String, String> own = regions.computeIfAbsent(row.getLong(0), id -> new HashMap<>());
            // In descending order, so that of several the first in the alphabet stays; a region's own key wins.
            texts(row.getString(2)).forEach(country -> own.put(country.toLowerCase(Locale.ROOT), row.getString(1)));
        }
        for (Row row : regionRows) {
            regions.getOrDefault(row.getLong(0), new HashMap<>()).put(row.getString(1), row.getString(1));
        }
        return new Snapshot(settings, origins, regions);
    }

    private static List<String> texts(String json) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : Json.read(json)) {
            texts.add(each.asText());
        }
        return List.copyOf(texts);
    }
}
