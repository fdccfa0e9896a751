package dev.firstlight.server.ofrep;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.FlagEvaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Metadata;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one ruleset's flags as bytes. A flag has few answers, and each is encoded once, when somebody first gets
 * it; only a unit's bucket is written anew.
 */
final class BulkAnswers {

    private final Answers[] flags;

    /**
     * Of some flags, in the order of their keys.
     *
     * @param seen which
     */
    BulkAnswers(Ruleset ruleset, Predicate<String> seen) {
        flags = ruleset.evaluators().stream()
                .filter(flag -> seen.test(flag.key()))
                .map(flag -> new Answers(flag, ruleset.flag(flag.key())))
                .toArray(Answers[]::new);
    }

    /** All for a context, with commas between them. */
    void write(Context context, Bytes bytes) {
        int start = bytes.length();
        Context once = context.forgetful();
        for (Answers flag : flags) {
            if (bytes.length() > start) {
                bytes.add(',');
            }
            flag.write(flag.evaluator.evaluate(once), bytes);
        }
    }

    /** What one flag answers. */
    private static final class Answers {

        /** Answers that somebody may want once more; a flag that has others too encodes those each time. */
        private static final int MOST = 64;

        private final FlagEvaluator evaluator;
        private final @Nullable FlagSpec flag;
        private volatile Piece[] pieces = {};

        Answers(FlagEvaluator evaluator, @Nullable FlagSpec flag) {
            this.evaluator = evaluator;
            this.flag = flag;
        }

        void write(Evaluation evaluation, Bytes bytes) {
            for (Piece piece : pieces) {
                if (piece.origin == evaluation.origin()) {
                    piece.write(evaluation, bytes);
                    return;
                }
            }
            Piece made = Piece.of(evaluation, Json.write(OfrepAnswers.of(evaluator.key(), flag, evaluation)));
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

    /**
     * An answer but for its bucket.
     *
     * @param origin of the evaluations that it is the answer of
     * @param bucketAt where the bucket stands, the text's length where none does
     */
    private record Piece(Object origin, byte[] text, int bucketAt) {

        static Piece of(Evaluation evaluation, String text) {
            int bucket = evaluation.bucket();
            if (bucket == Metadata.NO_BUCKET) {
                byte[] all = text.getBytes(StandardCharsets.UTF_8);
                return new Piece(evaluation.origin(), all, all.length);
            }
            // The metadata is the last member, and in a text the quotes would be escaped.
            String member = "\"bucket\":";
            int at = text.lastIndexOf(member + bucket) + member.length();
            String before = text.substring(0, at);
            String after = text.substring(at + Integer.toString(bucket).length());
            return new Piece(
                    evaluation.origin(),
                    (before + after).getBytes(StandardCharsets.UTF_8),
                    before.getBytes(StandardCharsets.UTF_8).length);
        }

        void write(Evaluation evaluation, Bytes bytes) {
            bytes.add(text, 0, bucketAt);
            if (bucketAt < text.length) {
                bytes.add(evaluation.bucket());
                bytes.add(text, bucketAt, text.length);
            }
        }
    }
}
