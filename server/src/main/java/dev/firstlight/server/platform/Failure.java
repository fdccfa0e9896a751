package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be done, and why; {@link ProblemMapper} is the one table from kind to status. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Each kind of failure, its status and its title. */
    public enum Kind {
        MALFORMED(400, "Malformed request"),
        UNAUTHENTICATED(401, "Not signed in"),
        FORBIDDEN(403, "Not allowed"),
        UNKNOWN(404, "Not found"),
        CONFLICT(409, "Conflict"),
        STALE(412, "Changed by someone else"),
        TOO_LARGE(413, "Too large"),
        UNSUPPORTED(415, "Unsupported media type"),
        INVALID(422, "Invalid"),
        PRECONDITION_REQUIRED(428, "If-Match required"),
        TOO_MANY(429, "Too many requests"),
        UNAVAILABLE(503, "Unavailable");

        final int status;
        final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    private final Kind kind;
    private final transient List<Problem.Entry> errors;
    private final transient @Nullable Object current;
    private final transient @Nullable Object differences;

    private Failure(
            Kind kind,
            String detail,
            List<Problem.Entry> errors,
            @Nullable Object current,
            @Nullable Object differences) {
        super(detail, null, false, false);
        this.kind = kind;
        this.errors = errors;
        this.current = current;
        this.differences = differences;
    }

    /** A failure of a kind, with a sentence that says what to do. */
    public static Failure of(Kind kind, String detail) {
        return new Failure(kind, detail, List.of(), null, null);
    }

    /** Nothing has this key. */
    public static Failure unknown(String what, String key) {
        return of(Kind.UNKNOWN, "There is no " + what + " \"" + key + "\".");
    }

    /** The document is refused: every problem, each with its pointer. */
    public static Failure invalid(List<Problem.Entry> errors) {
        return new Failure(Kind.INVALID, errors.get(0).detail(), errors, null, null);
    }

    /** The document is refused at one place. */
    public static Failure invalid(String pointer, String detail) {
        return invalid(List.of(new Problem.Entry(pointer, detail)));
    }

    /** The body is not what this takes, at one place. */
    public static Failure malformed(String pointer, String detail) {
        return new Failure(Kind.MALFORMED, detail, List.of(new Problem.Entry(pointer, detail)), null, null);
    }

    /** The body is not what this takes, at several places. */
    public static Failure malformed(List<Problem.Entry> errors) {
        return new Failure(Kind.MALFORMED, errors.get(0).detail(), errors, null, null);
    }

    /** The document nests too deep, or holds a number or a name without end. */
    static Failure tooDeep(StreamConstraintsException e) {
        return invalid(
                "",
                "Documents nest at most " + Json.DEPTH + " deep, and numbers have at most " + Json.LONGEST_NUMBER
                        + " digits: " + e.getOriginalMessage());
    }

    /** The request does not show who makes it; what is missing, at one place. */
    public static Failure unauthenticated(String pointer, String detail) {
        return new Failure(Kind.UNAUTHENTICATED, detail, List.of(new Problem.Entry(pointer, detail)), null, null);
    }

    /** The request may not be made as it is; what would make it so, at one place. */
    public static Failure forbidden(String pointer, String detail) {
        return new Failure(Kind.FORBIDDEN, detail, List.of(new Problem.Entry(pointer, detail)), null, null);
    }

    /** If-Match names a version that is no longer the current one. */
    public static Failure stale(String detail, Object current) {
        return stale(detail, current, null);
    }

    /**
     * The same, where one can say what the edit would have changed.
     *
     * @param current what is there now
     * @param differences what the refused edit would change in that, as the API shows differences
     */
    public static Failure stale(String detail, Object current, @Nullable Object differences) {
        return new Failure(Kind.STALE, detail, List.of(), current, differences);
    }

    /** Which kind, for callers that treat kinds differently. */
    public Kind kind() {
        return kind;
    }

    /** The same failure, each of its places and sentences said in another way. */
    public Failure told(java.util.function.UnaryOperator<Problem.Entry> otherwise) {
        List<Problem.Entry> told = errors.stream().map(otherwise).toList();
        return told.isEmpty() ? this : new Failure(kind, told.get(0).detail(), told, current, differences);
    }

    /** The document that says it, for routes that write their own answers. */
    public Problem toProblem(@Nullable String traceId) {
        String type = "urn:firstlight:problem:"
                + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return new Problem(type, kind.title, kind.status, getMessage(), errors, traceId, current, differences);
    }
}
