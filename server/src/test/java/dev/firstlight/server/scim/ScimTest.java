package dev.firstlight.server.scim;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory that provisions people and groups, as those of Okta and Entra do. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ScimTest {

    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private static RequestSpecification directory() {
        return given().auth().oauth2(Api.ADMIN).contentType("application/scim+json");
    }

    private static String address() {
        return "u" + System.nanoTime() + "@example.org";
    }

    private static ValidatableResponse addUser(String email) {
        return directory()
                .body(Map.of(
                        "schemas",
                        List.of(USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"),
                        "userName",
                        email,
                        "externalId",
                        "ext-" + email,
                        "name",
                        Map.of("givenName", "Kiri", "familyName", "Ngata"),
                        "emails",
                        List.of(Map.of("value", email, "type", "work", "primary", true)),
                        "locale",
                        "mi-NZ",
                        "active",
                        true))
                .post("/scim/v2/Users")
                .then();
    }

    private static String user(String email) {
        return addUser(email).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse addGroup(String name, List<String> members) {
        return directory()
                .body(Map.of(
                        "schemas",
                        List.of(GROUP),
                        "displayName",
                        name,
                        "externalId",
                        "ext-" + name,
                        "members",
                        members.stream().map(id -> Map.of("value", id)).toList()))
                .post("/scim/v2/Groups")
                .then();
    }

    private static ValidatableResponse patch(String path, Object... operations) {
        return directory()
                .body(Map.of("schemas", List.of(PATCH), "Operations", List.of(operations)))
                .patch(path)
                .then();
    }

    @Test
    void aPersonComesIsFoundChangesAndGoes() {
        String email = address();
        String id = addUser(email)
                .statusCode(201)
                .contentType("application/scim+json")
                .header("Location", containsString("/scim/v2/Users/"))
                .body("displayName", equalTo("Kiri Ngata"))
                .body("active", equalTo(true))
                .extract()
                .path("id");
        directory()
                .queryParam("filter", "userName eq \"" + email.toUpperCase(java.util.Locale.ROOT) + "\"")
                .get("/scim/v2/Users")
                .then()
                .statusCode(200)
                .body("totalResults", equalTo(1))
                .body("Resources.id", contains(id));
        directory()
                .queryParam("filter", "externalId eq \"ext-" + email + "\" and active eq true")
                .get("/scim/v2/Users")
                .then()
                .body("Resources.id", contains(id));
        patch("/scim/v2/Users/" + id, Map.of("op", "Replace", "path", "displayName", "value", "Kiri"))
                .statusCode(200)
                .body("displayName", equalTo("Kiri"));
        directory()
                .body(Map.of("schemas", List.of(USER), "userName", email, "displayName", "K.", "active", true))
                .put("/scim/v2/Users/" + id)
                .then()
                .statusCode(200)
                .body("displayName", equalTo("K."))
                .body("externalId", nullValue());
        directory().delete("/scim/v2/Users/" + id).then().statusCode(204);
        directory()
                .get("/scim/v2/Users/" + id)
                .then()
                .statusCode(404)
                .body("schemas", hasItem("urn:ietf:params:scim:api:messages:2.0:Error"))
                .body("status", equalTo("404"));
    }

    @Test
    void whoIsNotActiveIsOutAndStaysOut() {
        String email = address();
        Api.admin()
                .body(Map.of("email", email, "name", "K", "role", "viewer", "password", "correct horse battery"))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        String id = directory()
                .queryParam("filter", "userName eq \"" + email + "\"")
                .get("/scim/v2/Users")
                .path("Resources[0].id");
        String session = signIn(email).statusCode(200).extract().cookie("session");
        patch("/scim/v2/Users/" + id, Map.of("op", "replace", "value", Map.of("active", "False")))
                .statusCode(200)
                .body("active", equalTo(false));
        given().cookie("session", session).get("/api/v1/session").then().statusCode(401);
        signIn(email).statusCode(401);
        patch("/scim/v2/Users/" + id, Map.of("op", "replace", "path", "active", "value", true))
                .statusCode(200);
        signIn(email).statusCode(200);
    }

    private static ValidatableResponse signIn(String email) {
        return given().contentType("application/json")
                .body(Map.of("email", email, "password", "correct horse battery"))
                .post("/api/v1/session")
                .then();
    }

    @Test
    void aGroupIsATeamWithItsPeople() {
        String ann = address();
        String bob = address();
        String annId = user(ann);
        String bobId = user(bob);
        String name = "Dawn " + System.nanoTime();
        String id = addGroup(name, List.of(annId)).statusCode(201).extract().path("id");
        patch("/scim/v2/Groups/" + id, Map.of("op", "add", "path", "members", "value", List.of(Map.of("value", bobId))))
                .statusCode(200)
                .body("members.value", containsInAnyOrder(annId, bobId));
        directory().get("/scim/v2/Users/" + bobId).then().body("groups.display", contains(name));
        patch("/scim/v2/Groups/" + id, Map.of("op", "remove", "path", "members[value eq \"" + annId + "\"]"))
                .statusCode(200)
                .body("members.value", contains(bobId));
        Api.admin()
                .get("/api/v1/teams?limit=500")
                .then()
                .body("items.find { it.group == '" + name + "' }.role", equalTo("member"));
        directory()
                .queryParam("filter", "displayName eq \"" + name + "\"")
                .queryParam("excludedAttributes", "members")
                .get("/scim/v2/Groups")
                .then()
                .body("Resources.id", contains(id))
                .body("Resources[0].members", nullValue());
        patch("/scim/v2/Groups/" + id, Map.of("op", "replace", "path", "displayName", "value", name + "!"))
                .statusCode(200);
        patch("/scim/v2/Groups/" + id, Map.of("op", "remove", "path", "members"))
                .body("members", empty());
        directory().delete("/scim/v2/Groups/" + id).then().statusCode(204);
        Api.admin()
                .get("/api/v1/audit?limit=500")
                .then()
                .body("items.action", hasItems("team.made", "team.joined", "team.left", "team.removed"));
    }

    @Test
    void aTeamThatWaitsForAGroupIsTheGroups() {
        String name = "Noon " + System.nanoTime();
        String key = "n" + System.nanoTime();
        Api.admin()
                .body(Map.of("key", key, "name", "Noon", "role", "viewer", "group", name))
                .post("/api/v1/teams")
                .then()
                .statusCode(201);
        String ann = user(address());
        addGroup(name, List.of(ann)).statusCode(201);
        Api.admin().get("/api/v1/teams/" + key + "/members").then().body("items.id", contains(ann));
        addGroup(name, List.of()).statusCode(409).body("scimType", equalTo("uniqueness"));
    }

    @Test
    void nobodyIsThereTwice() {
        String email = address();
        user(email);
        addUser(email).statusCode(409).body("scimType", equalTo("uniqueness"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"schemas\":[],\"userName\":\"nobody\"}', 400, invalidValue",
        "'{\"userName\":', 400, invalidSyntax",
        "'[]', 400, invalidSyntax"
    })
    void whatIsNoPersonIsRefused(String body, int status, String type) {
        directory().body(body).post("/scim/v2/Users").then().statusCode(status).body("scimType", equalTo(type));
    }

    @Test
    void whatIsNoFilterIsRefused() {
        for (String filter : List.of("userName eq", "((userName pr)", "userName like \"x\"", "x".repeat(2_000))) {
            directory()
                    .queryParam("filter", filter)
                    .get("/scim/v2/Users")
                    .then()
                    .statusCode(400)
                    .body("scimType", equalTo("invalidFilter"));
        }
        patch("/scim/v2/Users/" + user(address()), Map.of("op", "fly", "path", "x", "value", 1))
                .statusCode(400);
    }

    @Test
    void aDirectoryLearnsWhatIsHere() {
        directory().get("/scim/v2/ServiceProviderConfig").then().statusCode(200).body("patch.supported", equalTo(true));
        directory().get("/scim/v2/ResourceTypes").then().body("Resources.name", contains("User", "Group"));
        directory().get("/scim/v2/Schemas").then().body("Resources.id", contains(USER, GROUP));
        directory().get("/scim/v2/Schemas/" + USER).then().statusCode(200).body("name", equalTo("User"));
        directory().get("/scim/v2/Users?startIndex=1&count=1").then().body("itemsPerPage", equalTo(1));
    }

    @Test
    void nobodyElseProvisions() {
        String project = Api.project();
        List<String> others =
                List.of(Api.token("approver"), Api.token("member"), Api.sdkKey(project, "server"), "fla_nothing", "");
        for (String secret : others) {
            RequestSpecification caller =
                    secret.isEmpty() ? given() : given().auth().oauth2(secret);
            int refused = secret.isEmpty() || secret.equals("fla_nothing") ? 401 : 403;
            for (String path : List.of("Users", "Users/x", "Groups", "Groups/x", "Schemas", "ServiceProviderConfig")) {
                caller.get("/scim/v2/" + path).then().statusCode(refused);
            }
            caller.contentType("application/scim+json")
                    .body("{}")
                    .post("/scim/v2/Users")
                    .then()
                    .statusCode(refused);
            caller.delete("/scim/v2/Users/x").then().statusCode(refused);
        }
    }

    /** Who provisions may say who may do what, and no more: nobody is taken over by another address. */
    @Test
    void whoMayLessChangesNobodyWhoMayMore() {
        String role = "r" + Long.toString(System.nanoTime(), 36);
        Api.admin()
                .body(Map.of("key", role, "name", "Clerk", "permissions", List.of("administer")))
                .post("/api/v1/roles")
                .then()
                .statusCode(201);
        String clerk = Api.token(role);
        String id = Api.admin()
                .body(Map.of("email", address(), "name", "K", "role", "admin"))
                .post("/api/v1/people")
                .path("id");
        given().auth()
                .oauth2(clerk)
                .contentType("application/scim+json")
                .body(Map.of("userName", address(), "displayName", "Mine"))
                .put("/scim/v2/Users/" + id)
                .then()
                .statusCode(403);
        given().auth().oauth2(clerk).delete("/scim/v2/Users/" + id).then().statusCode(403);
    }
}
