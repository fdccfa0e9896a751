package dev.firstlight.server.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody may do, and where. Rights only add up: what is granted everywhere holds in each project, and what is granted
 * in a project in each of its environments. Who may do anything in a project may look at all of it.
 *
 * @param everywhere permissions that hold in all projects, see {@link Role}
 * @param grants those that hold in some
 */
public record Rights(Set<String> everywhere, List<Grant> grants) {

    /** What may be done there, as resources name it in {@code @RolesAllowed}. */
    public Set<String> in(Scope scope) {
        Set<String> all = new LinkedHashSet<>(everywhere);
        for (Grant grant : grants) {
            if (grant.project().equals(scope.project())) {
                all.addAll(within(grant, scope));
            }
        }
        return all;
    }

    private static Set<String> within(Grant grant, Scope scope) {
        Set<String> granted = grant.granted().permissions();
        if (grant.environment() == null || grant.environment().equals(scope.environment())) {
            return granted;
        }
        Set<String> some = new LinkedHashSet<>(Set.of(Role.VIEW));
        if (granted.contains(Role.EDIT)) {
            some.add(Role.EDIT_SOMEWHERE);
        }
        if (scope.environment() == null) {
            // What is done in a project may be done in one of its environments: who is told which asks again.
            if (granted.contains(Role.RELEASE)) {
                some.add(Role.RELEASE_SOMEWHERE);
            }
            if (granted.contains(Role.APPROVE)) {
                some.add(Role.APPROVE_SOMEWHERE);
            }
        }
        return some;
    }

    /** Whether this holds all that a role gives there, so that who has these rights may give it to others. */
    boolean cover(Role role, Scope scope) {
        return in(scope).containsAll(role.permissions());
    }

    /** Whether all projects may be looked at. */
    public boolean seeAll() {
        return everywhere.contains(Role.VIEW);
    }

    /** The projects of which something is granted. */
    public Set<String> projects() {
        return grants.stream().map(Grant::project).collect(Collectors.toSet());
    }
}
