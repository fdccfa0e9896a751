package dev.firstlight.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the API shows one.
 *
 * @param id never changes
 * @param role what the person may do everywhere
 * @param grants what else, in some projects
 * @param lastSignInAt null where the person never came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonView(
        String id,
        String email,
        String name,
        String role,
        List<Grant> grants,
        @Nullable Instant lastSignInAt) {}
