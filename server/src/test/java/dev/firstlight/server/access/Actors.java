package dev.firstlight.server.access;

import dev.firstlight.server.support.Api;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All kinds of callers of one project, each with a credential and what it may do where. */
final class Actors {

    /** What a role gives, said once more, apart from {@link Role}. */
    private static final Map<String, Set<String>> ROLES = Map.of(
            "member", Set.of("belong"),
            "viewer", Set.of("belong", "view"),
            "editor", Set.of("belong", "view", "edit"),
            "releaser", Set.of("belong", "view", "edit", "release"),
            "approver", Set.of("belong", "view", "edit", "approve"),
            "admin",
                    Set.of(
                            "belong",
                            "view",
                            "edit",
                            "release",
                            "approve",
                            "configure",
                            "manage-keys",
                            "override",
                            "administer"));

    /**
     * One kind of caller.
     *
     * @param secret its token or key; empty for none
     * @param everywhere what it may do anywhere
     * @param inProject what else it may do in the project
     * @param inEnvironment what else it may do in the project's production
     */
    record Actor(String name, String secret, Set<String> everywhere, Set<String> inProject, Set<String> inEnvironment) {

        /** Whether it may ask for a route; anonymous callers may ask for what is anybody's. */
        boolean may(Routes.Route route) {
            Set<String> all = new LinkedHashSet<>(everywhere);
            if (route.isOfProject()) {
                all.addAll(inProject);
            }
            if (route.isOfEnvironment()) {
                all.addAll(inEnvironment);
            }
            return route.needs().contains("anyone") || route.needs().stream().anyMatch(all::contains);
        }
    }

    private Actors() {}

    static List<Actor> of(String project, String other) {
        Map<String, Actor> actors = new LinkedHashMap<>();
        add(actors, new Actor("anonymous", "", Set.of(), Set.of(), Set.of()));
        ROLES.forEach((role, permissions) ->
                add(actors, new Actor(role, token(role, List.of()), permissions, Set.of(), Set.of())));
        add(actors, key(project, "server"));
        add(actors, key(project, "client"));
        add(
                actors,
                new Actor(
                        "admin of another project",
                        token("member", List.of(Map.of("project", other, "role", "admin"))),
                        role("member"),
                        Set.of(),
                        Set.of()));
        add(
                actors,
                new Actor(
                        "editor of the project",
                        token("member", List.of(Map.of("project", project, "role", "editor"))),
                        role("member"),
                        role("editor"),
                        role("editor")));
        add(
                actors,
                new Actor(
                        "releaser of production",
                        token(
                                "member",
                                List.of(Map.of("project", project, "environment", "production", "role", "releaser"))),
                        role("member"),
                        Set.of("view", "edit-somewhere", "release-somewhere"),
                        role("releaser")));
        add(
                actors,
                new Actor(
                        "admin of another production",
                        token(
                                "member",
                                List.of(Map.of("project", other, "environment", "production", "role", "admin"))),
                        role("member"),
                        Set.of(),
                        Set.of()));
        add(
                actors,
                new Actor(
                        "releaser with a budget",
                        counted("releaser"),
                        Set.of("belong", "view", "edit-within", "release-within"),
                        Set.of(),
                        Set.of()));
        return List.copyOf(actors.values());
    }

    private static void add(Map<String, Actor> actors, Actor actor) {
        actors.put(actor.name(), actor);
    }

    private static Set<String> role(String word) {
        return Objects.requireNonNull(ROLES.get(word));
    }

    private static Actor key(String project, String kind) {
        return new Actor(kind + " key", Api.sdkKey(project, kind), Set.of("sdk-" + kind), Set.of(), Set.of());
    }

    /** A token with a role everywhere, whose edits are counted. */
    private static String counted(String role) {
        return Api.admin()
                .body(Map.of("name", "a robot", "role", role, "budget", Map.of("share", 0.01, "regions", 1)))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** A token with a role everywhere, and grants. */
    static String token(String role, List<Map<String, String>> grants) {
        return Api.admin()
                .body(Map.of("name", "of the matrix", "role", role, "grants", grants))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
