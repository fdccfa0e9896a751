package dev.firstlight.server.delivery;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a reader of the stream is; the beginning where it has nothing. */
record Position(long epoch, long revision) {

    static final Position BEGINNING = new Position(0, 0);

    private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    /** From {@code Last-Event-ID}, else from the query; what cannot be read counts as the beginning. */
    static Position of(HttpServerRequest request) {
        Position last = parse(request.getHeader("Last-Event-ID"));
        return last != null ? last : orBeginning(parse(request.getParam("epoch") + "-" + request.getParam("revision")));
    }

    private static Position orBeginning(@Nullable Position position) {
        return position == null ? BEGINNING : position;
    }

    static @Nullable Position parse(@Nullable String id) {
        Matcher matcher = ID.matcher(id == null ? "" : id.trim());
        return matcher.matches()
                ? new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : null;
    }

    /** Whether whoever is here has what another position has; only a later epoch makes a lower revision later. */
    boolean isAtLeast(Position other) {
        return epoch > other.epoch || (epoch == other.epoch && revision >= other.revision);
    }
}
