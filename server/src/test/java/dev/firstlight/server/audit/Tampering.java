package dev.firstlight.server.audit;

import static dev.firstlight.server.audit.Blocking.await;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Random;

/** What somebody who owns the database may do to a chain; each says what it did. */
final class Tampering {

    private static final List<String> TEXTS =
            List.of("actor", "action", "subject", "comment", "before", "after", "previous", "hash");

    private final SqlConnection connection;
    private final String project;
    private final int length;
    private final Random random;

    Tampering(SqlConnection connection, String project, int length, Random random) {
        this.connection = connection;
        this.project = project;
        this.length = length;
        this.random = random;
    }

    /** One that shows in the chain itself. */
    String any() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> editText();
            case 2 -> editOther();
            case 3 -> delete();
            case 4 -> swapRows();
            case 5 -> swapColumn();
            case 6 -> insert();
            default -> head();
        };
    }

    private int row() {
        return 1 + random.nextInt(length);
    }

    private int run(String sql, Object... values) {
        RowSet<Row> done = await(
                connection.preparedQuery(sql.replace("$P", "'" + project + "'")).execute(Tuple.from(values)));
        return done.rowCount();
    }

    private String did(String what, int rows) {
        if (rows == 0) {
            throw new IllegalStateException(what + " did nothing");
        }
        return what;
    }

    private String editText() {
        String column = TEXTS.get(random.nextInt(TEXTS.size()));
        long seq = row();
        String change = List.of(
                        "coalesce(COLUMN, '') || ' '",
                        "coalesce(COLUMN, '') || chr(1 + $2::int)",
                        "left(COLUMN, -1)",
                        "CASE WHEN COLUMN IS NULL THEN '' ELSE 'x' || COLUMN END",
                        "md5(COLUMN)",
                        "CASE WHEN COLUMN IS NULL THEN '' WHEN COLUMN = '' AND 'COLUMN' IN ('comment', 'before', 'after')"
                                + " THEN NULL ELSE upper(COLUMN) || '.' END")
                .get(random.nextInt(6))
                .replace("COLUMN", column);
        int rows = run(
                "UPDATE audit SET " + column + " = " + change
                        + " WHERE project = $P AND seq = $1 AND $2::int >= 0 AND (" + change + ") IS DISTINCT FROM "
                        + column,
                seq,
                random.nextInt(1_000));
        // A shorter text than none at all does not exist; then this one does.
        return rows > 0 ? "edit of " + column + " in " + seq : delete();
    }

    private String editOther() {
        long seq = row();
        return switch (random.nextInt(4)) {
            case 0 ->
                did(
                        "time of " + seq,
                        run(
                                "UPDATE audit SET at = at + interval '1 microsecond' WHERE project = $P AND seq = $1",
                                seq));
            case 1 ->
                did(
                        "endless time of " + seq,
                        run(
                                "UPDATE audit SET at = '" + (random.nextBoolean() ? "-" : "") + "infinity'"
                                        + " WHERE project = $P AND seq = $1",
                                seq));
            case 2 ->
                did(
                        "project of " + seq,
                        run("UPDATE audit SET project = project || '-else' WHERE project = $P AND seq = $1", seq));
            default ->
                did(
                        "number of " + seq,
                        run(
                                "UPDATE audit SET seq = $2 WHERE project = $P AND seq = $1",
                                seq,
                                random.nextBoolean()
                                        ? (long) length + 1 + random.nextInt(9)
                                        : -(long) random.nextInt(9)));
        };
    }

    private String delete() {
        long from =
                switch (random.nextInt(4)) {
                    case 0 -> 1;
                    case 1 -> length;
                    default -> row();
                };
        long to = Math.min(length, from + (random.nextBoolean() ? 0 : random.nextInt(length)));
        return did(
                "deletion of " + from + " to " + to,
                run("DELETE FROM audit WHERE project = $P AND seq BETWEEN $1 AND $2", from, to));
    }

    private long other(long than) {
        long seq = row();
        return seq == than ? 1 + than % length : seq;
    }

    private String swapRows() {
        long one = row();
        long two = other(one);
        run("UPDATE audit SET seq = 0 WHERE project = $P AND seq = $1", one);
        run("UPDATE audit SET seq = $1 WHERE project = $P AND seq = $2", one, two);
        return did(
                "swap of " + one + " and " + two, run("UPDATE audit SET seq = $1 WHERE project = $P AND seq = 0", two));
    }

    private String swapColumn() {
        String column = TEXTS.get(random.nextInt(TEXTS.size()));
        long one = row();
        long two = other(one);
        int rows = run(
                "UPDATE audit a SET COLUMN = b.COLUMN FROM audit b WHERE a.project = $P AND b.project = $P"
                                .replace("COLUMN", column)
                        + " AND a.seq IN ($1, $2) AND b.seq = $1 + $2 - a.seq AND a." + column + " IS DISTINCT FROM b."
                        + column,
                one,
                two);
        return rows > 0 ? "swap of " + column + " between " + one + " and " + two : swapRows();
    }

    private String insert() {
        long at =
                switch (random.nextInt(4)) {
                    case 0 -> length + 1L;
                    case 1 -> random.nextInt(3) - 2L;
                    default -> row();
                };
        if (at > 0 && at <= length) {
            run("UPDATE audit SET seq = -seq WHERE project = $P AND seq >= $1", at);
            run("UPDATE audit SET seq = 1 - seq WHERE project = $P AND seq < 0 AND $1 > 0", at);
        }
        Anchor before = new Anchor(at - 1, AuditChain.BEGINNING);
        for (Row row : await(connection
                .preparedQuery("SELECT hash FROM audit WHERE project = $1 AND seq = $2")
                .execute(Tuple.of(project, at - 1)))) {
            before = new Anchor(at - 1, row.getString(0));
        }
        await(Chains.insert(
                connection, new Chains(project, random, before).next(1, 5).get(0)));
        return "insertion of " + at;
    }

    private String head() {
        return switch (random.nextInt(4)) {
            case 0 -> did("deletion of the head", run("DELETE FROM audit_head WHERE project = $P AND $1 > 0", 1L));
            case 1 -> did("head back", run("UPDATE audit_head SET seq = seq - $1 WHERE project = $P", (long) row()));
            case 2 -> did("head on", run("UPDATE audit_head SET seq = seq + $1 WHERE project = $P", (long) row()));
            default ->
                did(
                        "hash of the head",
                        run("UPDATE audit_head SET hash = reverse(hash) WHERE project = $P AND $1 > 0", 1L));
        };
    }

    /** One that leaves a chain that is whole in itself, and differs from what it was at or before the last row. */
    String forge() {
        long from = row();
        RowSet<Row> there = await(connection
                .preparedQuery("SELECT seq, hash FROM audit WHERE project = $1 AND seq = $2")
                .execute(Tuple.of(project, from - 1)));
        Anchor before = new Anchor(from - 1, AuditChain.BEGINNING);
        for (Row row : there) {
            before = new Anchor(row.getLong(0), row.getString(1));
        }
        run("DELETE FROM audit WHERE project = $P AND seq >= $1", from);
        Chains anew = new Chains(project, random, before);
        int rows = random.nextBoolean() ? 0 : random.nextInt(length + 3);
        if (rows == 0 && from == 1) {
            rows = 1;
        }
        List<Tuple> forged = anew.next(rows, 5);
        if (forged.isEmpty()) {
            run("UPDATE audit_head SET seq = $1, hash = $2 WHERE project = $P", before.seq(), before.hash());
        } else {
            anew.store(connection, forged);
        }
        return "from " + from + " on " + rows + " forged rows";
    }
}
