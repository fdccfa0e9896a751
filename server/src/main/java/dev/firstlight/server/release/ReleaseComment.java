package dev.firstlight.server.release;

import dev.firstlight.server.platform.Failure;
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
 */
record ReleaseComment(@Nullable @Size(max = MOST) String comment) {

    private static final int MOST = 1_000;

    /** The comment in a body, null where there is none; {@code null} is no body, as everywhere. */
    static @Nullable String in(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        List<Problem.Entry> problems = new ArrayList<>();
        FieldReader json = new FieldReader(Json.readObject(body), "", problems);
        json.only("comment");
        String comment = json.remark("comment", MOST);
        if (!problems.isEmpty()) {
            throw Failure.malformed(problems);
        }
        return comment;
    }
}
