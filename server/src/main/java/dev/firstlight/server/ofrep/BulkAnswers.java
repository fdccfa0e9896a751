package dev.firstlight.server.ofrep;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Metadata;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one ruleset's flags as bytes. A flag has few answers, and each is encoded once, when somebody first gets
 * it; only a unit's bucket is written anew.
 */
final class BulkAnswers {

    private final Ruleset ruleset;
    private final List<Answers> flags = new ArrayList<>();
    private volatile int length = 1_024;

    /**
     * Of some flags, in the order of their keys.
     *
     * @param seen which
     */
    BulkAnswers(Ruleset ruleset, Predicate<String> seen) {
        this.ruleset = ruleset;
        for (String key : new TreeSet<>(ruleset.flagKeys())) {
            if (seen.test(key)) {
                flags.add(new Answers(key, ruleset.flag(key)));
            }
        }
    }

    /** About how many bytes a context's answers are: as many as the last one's. */
    int length() {
        return length;
    }

    /** All for a context, with commas between them. */
    void write(Context context, Bytes bytes) {
        int start = bytes.length();
        for (Answers flag : flags) {
            if (bytes.length() > start) {
                bytes.add(',');
            }
            flag.write(Evaluator.evaluate(ruleset, flag.key, context, null), bytes);
        }
        length = bytes.length() - start;
    }

    /** What one flag answers. */
    private static final class Answers {

        /** Answers that somebody may want once more; a flag that has others too encodes those each time. */
        private static final int MOST = 64;

        private final String key;
        private final @Nullable FlagSpec flag;
        private volatile Piece[] pieces = {};

        Answers(String key, @Nullable FlagSpec flag) {
            this.key = key;
            this.flag = flag;
        }

        void write(Evaluation evaluation, Bytes bytes) {
            for (Piece piece : pieces) {
                if (piece.isOf(evaluation)) {
                    piece.write(evaluation, bytes);
                    return;
                }
            }
            Piece made = Piece.of(evaluation, Json.write(OfrepAnswers.of(key, flag, evaluation)));
            made.write(evaluation, bytes);
            Piece[] known = pieces;
            // An error may say something else each time. What is lost to somebody at the same time is made again.
            if (evaluation.errorCode() == null && known.length < MOST) {
                Piece[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = made;
                pieces = more;
            }
        }
    }

    /** An answer up to where its bucket stands, and from there on; one without a bucket is all before. */
    private record Piece(Evaluation made, byte[] before, byte[] after) {

        private static final byte[] NOTHING = {};

        static Piece of(Evaluation evaluation, String text) {
            int bucket = evaluation.metadata().bucket();
            if (bucket == Metadata.NO_BUCKET) {
                return new Piece(evaluation, utf8(text), NOTHING);
            }
            // The metadata is the last member, and in a text the quotes would be escaped.
            String member = "\"bucket\":";
            int at = text.lastIndexOf(member + bucket) + member.length();
            String after = text.substring(at + Integer.toString(bucket).length());
            return new Piece(evaluation, utf8(text.substring(0, at)), utf8(after));
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        boolean isOf(Evaluation other) {
            if (other == made) {
                return true;
            }
            Metadata mine = made.metadata();
            Metadata theirs = other.metadata();
            return made.reason() == other.reason()
                    && made.errorCode() == other.errorCode()
                    && Objects.equals(made.variant(), other.variant())
                    && Objects.equals(mine.ruleId(), theirs.ruleId())
                    && Objects.equals(mine.prerequisite(), theirs.prerequisite())
                    && mine.errorCode() == theirs.errorCode()
                    && (mine.bucket() == Metadata.NO_BUCKET) == (theirs.bucket() == Metadata.NO_BUCKET);
        }

        void write(Evaluation evaluation, Bytes bytes) {
            bytes.add(before);
            if (after.length > 0) {
                bytes.add(evaluation.metadata().bucket());
                bytes.add(after);
            }
        }
    }
}
