package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param id the person's email, {@code token:<id>}, {@code key:<id>}, or {@code system}
 * @param name what the audit and the console show
 * @param permissions what the caller may do where the request is about, see {@link Role}
 * @param environmentId the environment of an SDK key, else null
 * @param rights what the caller may do anywhere
 */
public record Caller(
        String id,
        String name,
        Set<String> permissions,
        @Nullable Long environmentId,
        Rights rights) {

    static final String ATTRIBUTE = "caller";

    /** The service itself: what it decides without being asked. */
    public static final Caller SYSTEM = new Caller("system", "Firstlight", Set.of(), null);

    /** The house itself where it lets people in, and gives the first one everything. */
    static final Caller HOUSE = new Caller("system", "Firstlight", Role.ADMIN.permissions(), null);

    /** One who may do the same everywhere. */
    public Caller(String id, String name, Set<String> permissions, @Nullable Long environmentId) {
        this(id, name, permissions, environmentId, new Rights(permissions, List.of(), Set.of()));
    }

    /** A person or a token. */
    static Caller of(String id, String name, Rights rights) {
        return new Caller(id, name, rights.in(Scope.NOWHERE), null, rights);
    }

    /** The caller behind an authenticated request. */
    public static Caller of(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    /** The same caller, with what may be done there. */
    public Caller in(Scope scope) {
        return rights.granted().isEmpty() ? this : new Caller(id, name, rights.in(scope), environmentId, rights);
    }

    /** The same caller, with what may be done in an environment. */
    public Caller in(String project, String environment) {
        return in(new Scope(project, environment));
    }

    /** What the caller's edits are counted against; null where they are not. */
    public @Nullable Budget budget() {
        return rights.budget();
    }

    /** The same caller for an edit that was counted: it may be made as if there were no budget. */
    public Caller counted() {
        Set<String> all = new LinkedHashSet<>(permissions);
        if (all.remove(Role.EDIT_WITHIN)) {
            all.add(Role.EDIT);
        }
        if (all.remove(Role.RELEASE_WITHIN)) {
            all.add(Role.RELEASE);
        }
        return new Caller(id, name, all, environmentId, rights);
    }

    /** Refuses who has not this permission where the request turned out to be about. */
    public void requireMay(String permission) {
        if (!permissions.contains(permission)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "You may not " + permission + " there.");
        }
    }

    /** The environment an SDK key belongs to. */
    public long requireEnvironment() {
        if (environmentId == null) {
            throw new ForbiddenException("This takes an SDK key.");
        }
        return environmentId;
    }
}
