package dev.firstlight.server.ofrep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider has; the beginning where nobody can say. */
record Position(long epoch, long revision) {

    static final Position BEGINNING = new Position(0, 0);
    private static final Pattern TEXT = Pattern.compile("\"?(\\d{1,18})-(\\d{1,18}+).*+");

    static Position of(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text.trim());
        return matcher.matches()
                ? new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : BEGINNING;
    }

    /** The later of two. */
    Position or(Position other) {
        boolean later = other.epoch > epoch || (other.epoch == epoch && other.revision > revision);
        return later ? other : this;
    }
}
