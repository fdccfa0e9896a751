package dev.firstlight.server.audit;

import static dev.firstlight.server.audit.Blocking.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project's chain from one snapshot and checks it, a page at a time: while one is hashed, the next is on its
 * way. It waits, so it runs on a thread that may.
 */
final class ChainWalk {

    private static final int PAGE = 2_000;

    // One snapshot, so that what is written meanwhile is not taken for a row beyond the head; rows leave in order
    // without
    // a sort, which for a million of them would fill the disk.
    private static final List<String> BEGIN = List.of(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "SET LOCAL statement_timeout = '60s'",
            "SET LOCAL idle_in_transaction_session_timeout = '120s'",
            "SET LOCAL enable_sort = off",
            "SET LOCAL max_parallel_workers_per_gather = 0",
            "SET LOCAL jit = off");

    // No bounds on seq: whatever is there must be seen, also what a walk by number would step over. What is long comes
    // by itself, so that a page has its limit in bytes, too; OFFSET 0 keeps that from being asked for every column.
    // What may be long comes as the bytes it is sent as: nothing but their hash is wanted.
    private static final String ROWS = """
            SELECT seq, at, actor, action, subject, CASE WHEN short THEN textsend(comment) END,
                   CASE WHEN short THEN textsend(before) END, CASE WHEN short THEN textsend(after) END,
                   previous, hash, short
            FROM (SELECT *, coalesce(octet_length(comment), 0) + coalesce(octet_length(before), 0)
                            + coalesce(octet_length(after), 0) <= 16384 AS short
                  FROM audit WHERE project = $1 ORDER BY seq OFFSET 0) rows
            ORDER BY seq""";

    private static final String ROW = """
            SELECT seq, at, actor, action, subject, textsend(comment), textsend(before), textsend(after), previous, hash
            FROM audit WHERE project = $1 AND seq = $2""";

    private static final int PREVIOUS = 8;
    private static final int HASH = 9;
    private static final int SHORT = 10;

    private final SqlConnection connection;
    private final String project;

    ChainWalk(SqlConnection connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    /** Verifies a project's chain in a transaction of its own, and compares it with an anchor where there is one. */
    static Verdict verify(SqlConnection connection, String project, @Nullable Anchor anchor) {
        try {
            for (String statement : BEGIN) {
                await(connection.query(statement).execute());
            }
            ChainWalk walk = new ChainWalk(connection, project);
            Verdict verdict = walk.verdict();
            return anchor == null ? verdict : walk.compare(verdict, anchor);
        } finally {
            connection.query("ROLLBACK").execute();
        }
    }

    /** Walks the chain inside the connection's transaction. */
    Verdict verdict() {
        ChainCheck check = new ChainCheck();
        Cursor cursor = await(connection.prepare(ROWS)).cursor(Tuple.of(project));
        try {
            @Nullable Future<RowSet<Row>> next = cursor.read(PAGE);
            boolean good = true;
            while (good && next != null) {
                RowSet<Row> page = await(next);
                next = cursor.hasMore() ? cursor.read(PAGE) : null;
                good = accept(check, page);
            }
        } finally {
            cursor.close();
        }
        return check.end(heads());
    }

    private boolean accept(ChainCheck check, RowSet<Row> page) {
        for (Row row : page) {
            Long seq = row.getLong(0);
            boolean apart = seq != null && !row.getBoolean(SHORT);
            if (!check.accept(read(apart ? whole(seq) : row))) {
                return false;
            }
        }
        return true;
    }

    private Row whole(Long seq) {
        return await(connection.preparedQuery(ROW).execute(Tuple.of(project, seq)))
                .iterator()
                .next();
    }

    /** Even what the table does not allow is taken, as a row that nobody wrote. */
    private ChainRow read(Row row) {
        Long seq = row.getLong(0);
        OffsetDateTime at = row.getOffsetDateTime(1);
        String previous = row.getString(PREVIOUS);
        String hash = row.getString(HASH);
        return new ChainRow(
                project,
                seq == null ? 0 : seq,
                at == null ? Instant.MIN : at.toInstant(),
                Arrays.asList(
                        bytes(row.getString(2)),
                        bytes(row.getString(3)),
                        bytes(row.getString(4)),
                        bytes(row.getBuffer(5)),
                        bytes(row.getBuffer(6)),
                        bytes(row.getBuffer(7))),
                previous == null ? "" : previous,
                hash == null ? "" : hash);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable Buffer stored) {
        return stored == null ? null : stored.getBytes();
    }

    private List<Anchor> heads() {
        List<Anchor> heads = new ArrayList<>();
        for (Row row : await(connection
                .preparedQuery("SELECT seq, hash FROM audit_head WHERE project = $1")
                .execute(Tuple.of(project)))) {
            heads.add(new Anchor(row.getLong(0), row.getString(1)));
        }
        return heads;
    }

    Verdict compare(Verdict verdict, Anchor anchor) {
        return anchor.compare(verdict, hash(anchor.seq()));
    }

    private @Nullable String hash(long seq) {
        for (Row row : await(connection.preparedQuery(ROW).execute(Tuple.of(project, seq)))) {
            return row.getString(HASH);
        }
        return null;
    }
}
