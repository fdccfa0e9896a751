package dev.firstlight.server.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one project's chain row by row, and says where it is no longer what was written. */
final class ChainCheck {

    private final AuditChain chain = new AuditChain();
    private long rows;
    private String head = AuditChain.BEGINNING;
    private @Nullable Verdict broken;

    /** Takes the next row; false where the chain is broken, and then for ever. */
    boolean accept(ChainRow row) {
        if (broken != null) {
            return false;
        }
        long expected = rows + 1;
        long seq = row.seq();
        if (seq != expected) {
            broken = broken(
                    expected,
                    seq > expected
                            ? "Row " + expected + " is missing; row " + seq + " comes where it was expected."
                            : "A row with the number " + seq + " is there which nobody wrote; row " + expected
                                    + " was expected.");
        } else if (!row.previous().equals(head)) {
            broken = broken(
                    seq,
                    "Row " + seq + " says that it follows " + row.previous() + ", but the row before it has " + head
                            + ".");
        } else {
            String hash = chain.next(head, row);
            if (hash.equals(row.hash())) {
                rows = seq;
                head = hash;
            } else {
                broken = broken(
                        seq,
                        "Row " + seq + " was changed since it was written: its hash is " + row.hash()
                                + ", and what it says now has " + hash + ".");
            }
        }
        return broken == null;
    }

    /**
     * The rows are over.
     *
     * @param heads what the head's table has of the project
     */
    Verdict end(List<Anchor> heads) {
        if (broken != null) {
            return broken;
        }
        if (heads.size() > 1) {
            return broken(rows, "The project has " + heads.size() + " heads; one was expected.");
        }
        if (heads.isEmpty()) {
            return rows == 0
                    ? broken(1, "Nothing is recorded, not even that the project was made; row 1 was expected.")
                    : broken(rows, "The head is missing; it was expected at row " + rows + " with " + head + ".");
        }
        Anchor last = heads.get(0);
        if (last.seq() > rows) {
            return broken(rows + 1, "Row " + (rows + 1) + " is missing; the head is at row " + last.seq() + ".");
        }
        if (last.seq() < rows) {
            return broken(
                    last.seq() + 1,
                    "Row " + (last.seq() + 1) + " lies beyond the head, which is at row " + last.seq() + ".");
        }
        return last.hash().equals(head)
                ? new Verdict(true, rows, head, null, null)
                : broken(rows, "The head has the hash " + last.hash() + ", but row " + rows + " has " + head + ".");
    }

    private Verdict broken(long at, String problem) {
        return new Verdict(false, rows, head, at, problem);
    }
}
