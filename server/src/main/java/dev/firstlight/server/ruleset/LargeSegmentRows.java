package dev.firstlight.server.ruleset;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Reads the hashes of a large segment's keys, which lie in one row for each version. */
@ApplicationScoped
class LargeSegmentRows {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;

    LargeSegmentRows(Pool pool) {
        this.pool = pool;
    }

    Uni<byte[]> read(long environmentId, String key, long version) {
        return pool.preparedQuery("SELECT hashes FROM segment_hashes"
                        + " WHERE environment_id = $1 AND segment = $2 AND version = $3 AND hashes IS NOT NULL")
                .execute(Tuple.of(environmentId, key, version))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getBuffer("hashes").getBytes();
                    }
                    throw Failure.of(
                            Failure.Kind.UNKNOWN,
                            "There are no keys of a segment \"" + key + "\" in version " + version
                                    + "; they may have been replaced since.");
                });
    }
}
