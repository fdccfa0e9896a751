package dev.firstlight.server.apifuzz;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What there is before the first request: a project with one of everything, and somebody of each kind. */
final class FuzzWorld {

    private static final Map<String, Set<String>> ROLES = Map.of(
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

    private static final String EMAIL = "fuzz-" + System.nanoTime() + "@example.org";

    private final Set<String> secret = new HashSet<>();
    private final Pool pool = new Pool(secret);
    private final List<Actor> actors = new ArrayList<>();
    private final String project = Api.project();

    FuzzWorld() {
        ROLES.forEach((role, permissions) -> {
            ValidatableResponse made = post("/api/v1/tokens", Map.of("name", "fuzz " + role, "role", role));
            secret.add(made.extract().path("id"));
            actors.add(Actor.bearer(role, made.extract().path("token"), permissions));
        });
        actors.add(Actor.bearer("server key", key(project, "server"), Set.of("sdk-server")));
        actors.add(Actor.bearer("client key", key(project, "client"), Set.of("sdk-client")));
        String other = Api.project();
        actors.add(Actor.bearer("another project's key", key(other, "server"), Set.of("sdk-server")));
        actors.add(Actor.stranger("nobody"));
        actors.add(Actor.stranger("an unknown token", "Authorization", "Bearer fla_nothing"));
        actors.add(Actor.stranger("an unknown key", "X-API-Key", "fls_nothing"));
        actors.add(Actor.stranger("a basic login", "Authorization", "Basic YTpi"));
        fill();
        post(
                "/api/v1/people",
                Map.of("email", EMAIL, "name", "Fuzz", "role", "viewer", "password", "correct horse battery"));
        pool.add("emails", EMAIL);
        pool.add("passwords", "correct horse battery");
        pool.addGround("projects", project);
        pool.addGround("projects", other);
        pool.addGround("environments", "production");
        pool.add("environments", "staging");
        List.of("nz", "au", "eu", "us").forEach(region -> pool.add("regions", region));
        List.of("on", "off").forEach(variant -> pool.add("variants", variant));
    }

    private void fill() {
        post("/api/v1/projects/" + project + "/environments", Map.of("key", "staging", "name", "Staging"));
        for (String flag : List.of("checkout", "search", "cart", "menu", "footer", "wishlist", "banner", "prices")) {
            FlagApi.create(project, flag);
            FlagApi.patch(project, flag, Map.of("enabled", true));
            pool.add("flags", flag);
        }
        pool.addGround("flags", "checkout");
        known(
                "schedules",
                "/api/v1/projects/" + project + "/environments/production/schedules",
                Map.of(
                        "at",
                        "2031-12-01T09:00:00Z",
                        "changes",
                        List.of(Map.of("flag", "search", "instructions", List.of(Map.of("kind", "turnOff"))))));
        known(
                "freezes",
                "/api/v1/projects/" + project + "/environments/production/freezes",
                Map.of("name", "Holidays", "from", "2031-12-20T00:00:00Z", "until", "2032-01-05T00:00:00Z"));
        known(
                "change-requests",
                "/api/v1/projects/" + project + "/environments/production/change-requests",
                Map.of("title", "Turn it off", "flags", Map.of("menu", List.of(Map.of("kind", "turnOff")))));
        known(
                "deployments",
                "/api/v1/projects/" + project + "/environments/production/deployments",
                Map.of("service", "shop", "version", "1.4.2", "region", "nz"));
        webhook();
        put("/segments/beta", Map.of("included", List.of("user-1"), "excluded", List.of()));
        put("/segments/staff", Map.of("included", List.of("user-2")));
        pool.add("segments", "beta");
        pool.add("segments", "staff");
        Api.admin()
                .body(Map.of("name", "Errors"))
                .put("/api/v1/projects/" + project + "/metrics/errors")
                .then()
                .statusCode(200);
        pool.add("metrics", "errors");
        for (String flag : List.of("prices", "banner")) {
            ValidatableResponse made = post(
                    "/api/v1/projects/" + project + "/releases",
                    Map.of(
                            "environment",
                            "production",
                            "flag",
                            flag,
                            "treatment",
                            "on",
                            "plan",
                            Map.of("stages", List.of(Map.of("regions", "all", "percent", 10)))));
            pool.add("releases", made.extract().path("id"));
        }
    }

    /** With a delivery, to where nobody is. */
    private void webhook() {
        String webhooks = "/api/v1/projects/" + project + "/webhooks";
        String id = post(webhooks, Map.of("name", "Nobody", "url", "https://hooks.invalid/"))
                .extract()
                .path("webhook.id");
        Api.admin().post(webhooks + "/" + id + "/test").then().statusCode(200);
        int delivery = Api.admin().get(webhooks + "/" + id + "/deliveries").path("items[0].number");
        pool.add("webhooks", id);
        pool.add("deliveries", Integer.toString(delivery));
    }

    private void known(String kind, String path, Map<String, Object> body) {
        pool.add(kind, post(path, body).extract().path("id"));
    }

    private void put(String path, Map<String, Object> body) {
        Api.admin()
                .body(body)
                .put("/api/v1/projects/" + project + "/environments/production" + path)
                .then()
                .statusCode(200);
    }

    private String key(String owner, String kind) {
        ValidatableResponse made = post(
                "/api/v1/projects/" + owner + "/environments/production/keys", Map.of("name", "fuzz", "kind", kind));
        secret.add(made.extract().path("id"));
        return made.extract().path("key");
    }

    private static ValidatableResponse post(String path, Map<String, Object> body) {
        return Api.admin().body(body).post(path).then().statusCode(201);
    }

    Pool pool() {
        return pool;
    }

    Actor anybody(SplittableRandom random) {
        return actors.get(random.nextInt(actors.size()));
    }

    /** Somebody who has one of the permissions. */
    Actor able(Set<String> permissions, SplittableRandom random) {
        List<Actor> able = actors.stream()
                .filter(actor -> permissions.stream().anyMatch(actor.permissions()::contains))
                .toList();
        return able.isEmpty() ? anybody(random) : able.get(random.nextInt(able.size()));
    }
}
