package dev.firstlight.server.release;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.FieldReader;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody takes a release in hand; the whole body may be left out.
 *
 * @param comment at most 1,000 characters
 * @param region where a rollback is wanted; null for everywhere
 */
record ReleaseComment(
        @Nullable @Size(max = MOST) String comment,
        @Nullable @Size(max = 64) String region) {

    private static final int MOST = 1_000;
    private static final ReleaseComment NONE = new ReleaseComment(null, null);

    /** What a body says; {@code null} is no body, as everywhere. */
    static ReleaseComment in(byte @Nullable [] body) {
        return in(body, "comment", "region");
    }

    /** The comment alone of a body that takes no region; null where there is none. */
    static @Nullable String alone(byte @Nullable [] body) {
        return in(body, "comment").comment();
    }

    private static ReleaseComment in(byte @Nullable [] body, String... known) {
        if (body == null || body.length == 0) {
            return NONE;
        }
        List<Problem.Entry> problems = new ArrayList<>();
        FieldReader json = new FieldReader(Json.readObject(body), "", problems);
        json.only(known);
        ReleaseComment read = new ReleaseComment(json.remark("comment", MOST), json.remark("region", 64));
        if (!problems.isEmpty()) {
            throw Failure.malformed(problems);
        }
        return read;
    }
}
