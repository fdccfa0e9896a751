package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do, and where. Rights only add up: what is granted everywhere holds in each project, and what is granted
 * in a project in each of its environments. Who may do anything in a project may look at all of it.
 *
 * @param everywhere permissions that hold in all projects, see {@link Role}
 * @param granted those that hold in some
 * @param teams the keys of the teams that somebody is of
 * @param budget of a token of a robot, else null
 */
public record Rights(
        Set<String> everywhere,
        List<Granted> granted,
        Set<String> teams,
        @Nullable Budget budget) {

    /** Those of somebody whose edits are not counted. */
    Rights(Set<String> everywhere, List<Granted> granted, Set<String> teams) {
        this(everywhere, granted, teams, null);
    }

    /**
     * What a role gives in a part of the house.
     *
     * @param role its key
     */
    record Granted(Scope scope, String role, Set<String> permissions) {

        Grant grant() {
            return new Grant(String.valueOf(scope.project()), scope.environment(), role);
        }
    }

    /** As {@link GrantRows} has the database write it. */
    static Rights read(String json) {
        JsonNode rights = Json.read(json);
        Set<String> everywhere = new LinkedHashSet<>();
        rights.get("roles").forEach(permissions -> everywhere.addAll(words(permissions)));
        List<Granted> granted = new ArrayList<>();
        for (JsonNode grant : rights.get("grants")) {
            Scope scope = new Scope(grant.get(0).asText(), grant.get(1).textValue());
            granted.add(new Granted(scope, grant.get(2).asText(), words(grant.get(3))));
        }
        return new Rights(everywhere, granted, words(rights.path("teams")));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new LinkedHashSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    /** The same within a budget. */
    Rights within(@Nullable Budget bound) {
        return bound == null ? this : new Rights(everywhere, granted, teams, bound);
    }

    /** Those of somebody who may do nothing yet but say who they are. */
    Rights restricted() {
        return new Rights(Role.MEMBER.permissions(), List.of(), Set.of());
    }

    /** Whether this holds all that other rights hold. */
    boolean cover(Rights other) {
        return cover(other.everywhere(), Scope.NOWHERE)
                && other.granted().stream().allMatch(one -> cover(one.permissions(), one.scope()));
    }

    /** What may be done there, as resources name it in {@code @RolesAllowed}. */
    public Set<String> in(Scope scope) {
        Set<String> all = new LinkedHashSet<>(everywhere);
        for (Granted grant : granted) {
            if (Objects.equals(grant.scope().project(), scope.project())) {
                all.addAll(within(grant, scope));
            }
        }
        return budget == null ? all : counted(all);
    }

    /** With a budget nothing may be done that no budget counts. */
    private static Set<String> counted(Set<String> all) {
        Set<String> left = new LinkedHashSet<>(all);
        left.retainAll(Set.of(Role.BELONG, Role.VIEW));
        if (all.contains(Role.EDIT)) {
            left.add(Role.EDIT_WITHIN);
        }
        if (all.contains(Role.RELEASE)) {
            left.add(Role.RELEASE_WITHIN);
        }
        if (all.contains(Role.RELEASE_SOMEWHERE)) {
            left.add(Role.RELEASE_WITHIN_SOMEWHERE);
        }
        return left;
    }

    private static Set<String> within(Granted grant, Scope scope) {
        Set<String> granted = grant.permissions();
        String environment = grant.scope().environment();
        if (environment == null || environment.equals(scope.environment())) {
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
    boolean cover(Set<String> permissions, Scope scope) {
        return in(scope).containsAll(permissions);
    }

    /** Whether all projects may be looked at. */
    public boolean seeAll() {
        return everywhere.contains(Role.VIEW);
    }

    /** The projects of which something is granted. */
    public Set<String> projects() {
        return granted.stream()
                .map(grant -> String.valueOf(grant.scope().project()))
                .collect(Collectors.toSet());
    }
}
