package dev.firstlight.server.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags: {@code "7"} in If-Match and ETag. */
public final class EntityTag {

    /** Weak where something between us and the client has compressed the answer. */
    private static final Pattern FORM = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    private EntityTag() {}

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that If-Match names.
     *
     * @param what names the thing in the sentence, e.g. "flag"
     * @throws Failure 428 where the header is missing, 400 where it is no version of ours
     */
    public static long require(@Nullable String ifMatch, String what) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Failure.of(
                    Failure.Kind.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the " + what + " you read, so that nobody's edit is lost.");
        }
        Matcher tag = FORM.matcher(ifMatch.trim());
        if (!tag.matches()) {
            throw Failure.of(
                    Failure.Kind.MALFORMED,
                    "If-Match is not an ETag of ours, a number in quotation marks such as \"7\".");
        }
        return Long.parseLong(tag.group(1));
    }
}
