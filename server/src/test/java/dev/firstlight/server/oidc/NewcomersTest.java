package dev.firstlight.server.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Where the operator says so, people whom nobody added come in; in a server that nobody owns yet they do not. */
@QuarkusTest
@QuarkusTestResource(Database.class)
@QuarkusTestResource(
        value = ProviderResource.class,
        initArgs = {
            @ResourceArg(name = "firstlight.oidc.provision", value = "true"),
            @ResourceArg(name = "firstlight.oidc.role", value = "viewer"),
            @ResourceArg(name = "firstlight.oidc.trust-email", value = "true"),
            @ResourceArg(name = "firstlight.access.second-factor", value = "required")
        },
        restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewcomersTest {

    private final TestProvider provider = ProviderResource.provider;

    @Test
    @Order(1)
    void nobodyComesBeforeTheFirstAdmin() {
        provider.person = Map.of("sub", "early", "email", "early@example.org");
        assertThat(new Browser().signIn()).isEqualTo("/signin#problem=unknown-person");
        assertThat(Audit.newest("session.refused").get(0)).contains("set-up link");
    }

    @Test
    @Order(2)
    void aNewcomerIsSomebodyFromThenOn() {
        Api.admin()
                .body(Map.of("email", "admin@example.org", "name", "A", "role", "admin"))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        provider.person = Map.of("sub", "new", "email", "New@Example.org", "name", "Niu");
        Browser browser = new Browser();
        assertThat(browser.signIn()).isEqualTo("/");
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("email", equalTo("new@example.org"))
                .body("name", equalTo("Niu"))
                .body("role", equalTo("viewer"))
                // The provider asks for its own second factor, where there is one.
                .body("secondFactorWanted", nullValue());
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/roles/viewer")
                .then()
                .statusCode(200);
        assertThat(Audit.newest("person.added").get(0)).contains("new@example.org");
        provider.person = Map.of("sub", "new", "email", "other@example.org");
        assertThat(browser.signIn()).isEqualTo("/");
        assertThat(Audit.newest("person.added").get(0)).as("nobody else").contains("new@example.org");
    }

    @Test
    @Order(3)
    void whoComesTwiceAtOnceIsOnePerson() {
        provider.person = Map.of("sub", "twice", "email", "twice@example.org");
        CompletableFuture<?>[] all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> assertThat(new Browser().signIn()).isEqualTo("/")))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(Audit.newest("person.linked").stream().filter(row -> row.contains("twice")))
                .hasSize(1);
    }
}
