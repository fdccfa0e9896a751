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
 * @param teams keys of the teams the person is of, whose roles and grants come on top
 * @param secondFactor whether the person shows a code besides the password
 * @param secondFactorWanted of who asks: whether one has to be set up before anything else; else null
 * @param lastSignInAt null where the person never came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonView(
        String id,
        String email,
        String name,
        String role,
        List<Grant> grants,
        List<String> teams,
        boolean secondFactor,
        @Nullable Boolean secondFactorWanted,
        @Nullable Instant lastSignInAt) {

    /** The same person, who has to set up a second factor before anything else. */
    PersonView wantingSecondFactor() {
        return new PersonView(id, email, name, role, grants, teams, secondFactor, true, lastSignInAt);
    }
}
