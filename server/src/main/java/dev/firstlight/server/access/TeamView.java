package dev.firstlight.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A team as the API shows it.
 *
 * @param role what its people may do everywhere
 * @param grants what else, in some projects
 * @param group the group of a directory whose people are the team's; null where people are put into it one by one
 * @param version which If-Match names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Team")
record TeamView(
        String key,
        String name,
        String role,
        List<Grant> grants,
        @Nullable String group,
        long version) {}
