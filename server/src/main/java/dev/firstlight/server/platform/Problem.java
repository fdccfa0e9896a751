package dev.firstlight.server.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it.
 *
 * @param current what is there now, where somebody was quicker
 * @param differences what the refused edit would have changed in that, where it can be said
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable List<Entry> errors,
        @Nullable String traceId,
        @Nullable Object current,
        @Nullable Object differences) {

    /** One thing that is wrong: where (RFC 6901, within the body) and how to mend it. */
    public record Entry(String pointer, String detail) {}

    /** The pointer (RFC 6901) to a member of what another points to. */
    public static String at(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer to an element of a list. */
    public static String at(String pointer, int index) {
        return pointer + '/' + index;
    }
}
