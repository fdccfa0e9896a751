package dev.firstlight.server.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Chains of random rows, as the service would have written them. */
final class Chains {

    private static final String INSERT = "INSERT INTO audit (project, seq, at, actor, action, subject, comment, before,"
            + " after, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private final String project;
    private final Random random;
    private long seq;
    private String head = AuditChain.BEGINNING;

    Chains(String project, Random random) {
        this.project = project;
        this.random = random;
    }

    /** Goes on from where another stopped. */
    Chains(String project, Random random, Anchor from) {
        this(project, random);
        this.seq = from.seq();
        this.head = from.hash();
    }

    /** The next rows of the chain; not stored yet. */
    List<Tuple> next(int count, int words) {
        List<Tuple> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            seq++;
            AuditRow row = new AuditRow(
                    project,
                    seq,
                    BEGUN.plusNanos(seq * 1_000_000_000L + random.nextInt(1_000_000) * 1_000L),
                    "person" + random.nextInt(5) + "@example.org",
                    random.nextInt(4) == 0 ? "segment.changed" : "flag.changed",
                    "production/flag-" + random.nextInt(50),
                    some(random.nextInt(12)),
                    some(words),
                    some(words));
            String hash = AuditChain.hash(head, row);
            rows.add(tuple(row, head, hash));
            head = hash;
        }
        return rows;
    }

    private @Nullable String some(int words) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder("{\"käse\": \"");
        for (int i = 0; i < words; i++) {
            text.append(Integer.toString(random.nextInt(46_656), 36)).append(' ');
        }
        return kind == 1 ? "" : text.append("\"}").toString();
    }

    static Tuple tuple(AuditRow row, String previous, String hash) {
        return Tuple.tuple(java.util.Arrays.asList(
                row.project(),
                row.seq(),
                row.at().atOffset(ZoneOffset.UTC),
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after(),
                previous,
                hash));
    }

    Anchor anchor() {
        return new Anchor(seq, head);
    }

    /** Stores rows, and the head where the chain now ends. */
    void store(SqlConnection connection, List<Tuple> rows) {
        Blocking.await(connection.preparedQuery(INSERT).executeBatch(rows));
        Blocking.await(connection
                .preparedQuery("INSERT INTO audit_head (project, seq, hash) VALUES ($1, $2, $3)"
                        + " ON CONFLICT (project) DO UPDATE SET seq = $2, hash = $3")
                .execute(Tuple.of(project, seq, head)));
    }

    static Future<?> insert(SqlConnection connection, Tuple row) {
        return connection.preparedQuery(INSERT).execute(row);
    }
}
