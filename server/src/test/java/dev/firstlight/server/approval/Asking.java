package dev.firstlight.server.approval;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.FlagApi;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project whose production asks for approvals, and requests there. */
record Asking(String project) {

    static Asking of(int approvals) {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.create(project, "search");
        Asking asking = new Asking(project);
        asking.settings(Map.of("approvals", approvals), null);
        return asking;
    }

    String environment() {
        return "/api/v1/projects/" + project + "/environments/production";
    }

    String requests() {
        return environment() + "/change-requests";
    }

    void settings(Map<String, Object> patch, @Nullable String comment) {
        Api.admin()
                .header("If-Match", Api.admin().get(environment()).header("ETag"))
                .queryParams(comment == null ? Map.of() : Map.of("comment", comment))
                .body(patch)
                .patch(environment())
                .then()
                .statusCode(200);
    }

    /** The id of a request that somebody makes to turn a flag on. */
    String turnOn(Person author, String flag) {
        return ask(
                        author,
                        "{\"title\": \"Turn it on\", \"comment\": \"at last\", \"flags\": {\"" + flag
                                + "\": [{\"kind\": \"turnOn\"}]}}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    ValidatableResponse ask(Person author, String body) {
        return author.ask().body(body).post(requests()).then();
    }

    ValidatableResponse approve(Person who, String id) {
        return approve(who, id, digest(id));
    }

    ValidatableResponse approve(Person who, String id, String digest) {
        return who.ask()
                .body(Map.of("digest", digest, "comment", "looks right"))
                .post(requests() + "/" + id + "/approvals")
                .then();
    }

    ValidatableResponse apply(Person who, String id) {
        return who.ask().post(requests() + "/" + id + "/apply").then();
    }

    ValidatableResponse rebase(Person who, String id) {
        return who.ask().post(requests() + "/" + id + "/rebase").then();
    }

    ValidatableResponse get(String id) {
        return Api.admin().get(requests() + "/" + id).then().statusCode(200);
    }

    String digest(String id) {
        return get(id).extract().path("digest");
    }

    String state(String id) {
        return get(id).extract().path("state");
    }

    /** An admin's edit without approval. */
    void override(String flag, String instructions) {
        Api.admin()
                .queryParam("overrideApproval", true)
                .body("{\"comment\": \"it burns\", \"instructions\": " + instructions + "}")
                .post(FlagApi.path(project, flag) + "/changes")
                .then()
                .statusCode(200);
    }

    boolean isOn(String flag) {
        return Api.admin().get(FlagApi.path(project, flag)).path("enabled");
    }
}
