package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's chain was at some time. Kept where the database's owner cannot reach it, it shows that nobody wrote
 * the chain anew or cut it short since.
 *
 * @param seq the last row
 * @param hash its hash
 */
public record Anchor(long seq, String hash) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** Reads {@code <seq>:<hash>}, as the log and the API give it. */
    public static Anchor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Failure.malformed("/anchor", "An anchor is a row's number, a colon and its hash of 64 hex digits.");
        }
        return new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    /**
     * A chain that is whole in itself may still be another one than it was.
     *
     * @param verdict what a walk of the chain found
     * @param hash of the row that is there now with the anchor's number; null for none
     */
    Verdict compare(Verdict verdict, @Nullable String hash) {
        if (!verdict.ok()) {
            return verdict;
        }
        String there = seq == 0 ? AuditChain.BEGINNING : hash;
        if (seq > verdict.rows() || there == null) {
            long next = verdict.rows() + 1;
            return verdict.broken(
                    next, "Row " + next + " is missing; when the anchor was taken, row " + seq + " was there.");
        }
        return there.equals(this.hash)
                ? verdict
                : verdict.broken(
                        seq,
                        "Row " + seq + " or one before it was written anew: it has the hash " + there + " and had "
                                + this.hash + " when the anchor was taken.");
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
