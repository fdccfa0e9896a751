package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each role gives, and what may be given by whom.
 *
 * @param permissions of each role, by its key
 */
record RoleBook(Map<String, Set<String>> permissions) {

    private static final int MOST_GRANTS = 500;

    private static final Set<String> COUNTED = Set.of(Role.BELONG, Role.VIEW, Role.EDIT, Role.RELEASE);

    /** What a role gives; refuses one that is not there. */
    Set<String> require(@Nullable String role, String pointer) {
        Set<String> found = role == null ? null : permissions.get(role);
        if (found == null) {
            throw Failure.invalid(pointer, "A role is one of " + String.join(", ", permissions.keySet()) + ".");
        }
        return found;
    }

    /** Refuses a role everywhere that is not there, or that the giver has not. */
    void check(@Nullable String role, String pointer, Rights giver) {
        requireCovered(giver, role, require(role, pointer), Scope.NOWHERE);
    }

    /** Refuses what is no list of grants, and what the giver has not. */
    List<Grant> check(@Nullable List<Grant> asked, Rights giver) {
        List<Grant> grants = asked == null ? List.of() : asked;
        if (grants.size() > MOST_GRANTS) {
            throw Failure.invalid(
                    "/grants", "There are at most " + MOST_GRANTS + " grants; these are " + grants.size() + ".");
        }
        List<Problem.Entry> problems = new ArrayList<>();
        Set<Scope> seen = new HashSet<>();
        for (int i = 0; i < grants.size(); i++) {
            Grant grant = grants.get(i);
            String at = "/grants/" + i;
            if (grant.project() == null) {
                problems.add(new Problem.Entry(at + "/project", "Say in which project."));
            } else if (!seen.add(grant.scope())) {
                problems.add(new Problem.Entry(at, "There is a grant for this before; leave one of the two."));
            }
        }
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        for (int i = 0; i < grants.size(); i++) {
            checkRole(grants.get(i), "/grants/" + i + "/role", giver);
        }
        return grants;
    }

    private void checkRole(Grant grant, String pointer, Rights giver) {
        Set<String> given = require(grant.role(), pointer);
        if (!given.contains(Role.VIEW)) {
            throw Failure.invalid(
                    pointer,
                    "A " + grant.role() + " may do nothing in a project: give a role that may look, or leave it out.");
        }
        requireCovered(giver, grant.role(), given, grant.scope());
    }

    /** Refuses roles that may do what no budget counts. */
    void checkCounted(String role, List<Grant> grants) {
        checkCounted(role, "/role");
        for (int i = 0; i < grants.size(); i++) {
            checkCounted(grants.get(i).role(), "/grants/" + i + "/role");
        }
    }

    private void checkCounted(String role, String pointer) {
        if (!COUNTED.containsAll(require(role, pointer))) {
            throw Failure.invalid(
                    pointer,
                    "With a budget a token edits what flags do, and stops releases; a " + role
                            + " may do more. Give it a role with no more than view, edit and release.");
        }
    }

    /** Refuses to take away what the taker has not. */
    void checkTaken(String role, List<Grant> grants, Rights taker) {
        requireCovered(taker, role, permissions.getOrDefault(role, Set.of()), Scope.NOWHERE);
        checkTaken(grants, taker);
    }

    /** The same of grants alone. */
    void checkTaken(List<Grant> grants, Rights taker) {
        for (Grant grant : grants) {
            requireCovered(taker, grant.role(), permissions.getOrDefault(grant.role(), Set.of()), grant.scope());
        }
    }

    /** Nobody gives what they have not. */
    static void requireCovered(Rights giver, @Nullable String role, Set<String> permissions, Scope scope) {
        if (!giver.cover(permissions, scope)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "You may not give the role " + role + where(scope) + ": nobody gives, or takes, what they"
                            + " may not do themselves.");
        }
    }

    private static String where(Scope scope) {
        if (scope.project() == null) {
            return " everywhere";
        }
        return " in \"" + scope.project() + (scope.environment() == null ? "" : "/" + scope.environment()) + "\"";
    }
}
