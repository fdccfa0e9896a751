package dev.firstlight.server.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a request wants something done: nowhere in particular, in a project, or in an environment of it.
 *
 * @param project its key, null for none
 * @param environment its key, null for none
 */
public record Scope(@Nullable String project, @Nullable String environment) {

    /** No project. */
    public static final Scope NOWHERE = new Scope(null, null);

    private static final String PROJECTS = "/api/v1/projects/";
    private static final String ENVIRONMENTS = "environments";

    /** The scope that a path names, as resources are told it: {@link ScopeGuard} compares the two. */
    static Scope of(String path) {
        if (!path.startsWith(PROJECTS)) {
            return NOWHERE;
        }
        String[] parts = path.substring(PROJECTS.length()).split("/", -1);
        String environment = null;
        if (parts.length >= 3 && parts[1].equals(ENVIRONMENTS)) {
            environment = parts[2];
        } else if (parts.length >= 5 && parts[1].equals("flags") && parts[3].equals(ENVIRONMENTS)) {
            environment = parts[4];
        }
        return new Scope(decoded(parts[0]), decoded(environment));
    }

    private static @Nullable String decoded(@Nullable String part) {
        if (part == null || part.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
