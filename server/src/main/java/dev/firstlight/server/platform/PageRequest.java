package dev.firstlight.server.platform;

import jakarta.ws.rs.QueryParam;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for. A limit or a cursor that no list takes is refused, never bent into one. */
public class PageRequest {

    private static final int USUAL = 100;

    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    // Text, so that the refusal of what is no number names the parameter.
    @QueryParam("limit")
    @Parameter(
            description = "The most items of a page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "The nextCursor of the page before.")
    @Nullable
    String cursor;

    /** The most items that the page may have. */
    public int limit() {
        if (limit == null) {
            return USUAL;
        }
        int asked;
        try {
            asked = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw Failure.malformed("/limit", "\"limit\" is a whole number from 1 to " + Page.MOST + ".");
        }
        if (asked < 1 || asked > Page.MOST) {
            throw Failure.invalid("/limit", "\"limit\" is from 1 to " + Page.MOST + ", not " + asked + ".");
        }
        return asked;
    }

    /** The cursor as it came; null for the first page. */
    public @Nullable String cursor() {
        return cursor;
    }

    /** The key that the page begins after; empty for the first page. */
    public String key() {
        return matching(Ids.KEY);
    }

    /** The ULID that the page begins after; empty for the first page. */
    public String id() {
        return matching(ID);
    }

    /** The number that the page begins after; 0 for the first page. */
    public long number() {
        String text = matching(NUMBER);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** The cursor, which has this form; empty for the first page. */
    public String matching(Pattern form) {
        if (cursor == null) {
            return "";
        }
        if (!form.matcher(cursor).matches()) {
            throw forged();
        }
        return cursor;
    }

    /** What is said of a cursor that the list did not give. */
    public static Failure forged() {
        return Failure.malformed("/cursor", "Give the nextCursor of the page before.");
    }
}
