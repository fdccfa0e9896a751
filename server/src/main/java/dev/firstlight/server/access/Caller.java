package dev.firstlight.server.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param id the person's email, {@code token:<id>}, {@code key:<id>}, or {@code system}
 * @param name what the audit and the console show
 * @param permissions what the caller may do, see {@link Role}
 * @param environmentId the environment of an SDK key, else null
 */
public record Caller(
        String id,
        String name,
        Set<String> permissions,
        @Nullable Long environmentId) {

    static final String ATTRIBUTE = "caller";

    /** The service itself: what it decides without being asked. */
    public static final Caller SYSTEM = new Caller("system", "Firstlight", Set.of(), null);

    /** The caller behind an authenticated request. */
    public static Caller of(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new io.quarkus.security.UnauthorizedException();
        }
        return caller;
    }

    /** The environment an SDK key belongs to. */
    public long requireEnvironment() {
        if (environmentId == null) {
            throw new io.quarkus.security.ForbiddenException("This takes an SDK key.");
        }
        return environmentId;
    }
}
