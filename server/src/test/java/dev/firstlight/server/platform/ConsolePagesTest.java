package dev.firstlight.server.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are the console's. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class ConsolePagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/projects/shop/flags/checkout",
                "/projects/shop/flags/checkout.v2",
                "/projects/a.b/releases"
            })
    void anAddressOfTheConsoleIsItsPage(String path) {
        given().get(path).then().statusCode(200).contentType("text/html").body(containsString("<div id=\"root\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/nosuch.js", "/nosuch.txt", "/api/v1/nosuch.v2", "/scim/v2/nosuch", "/q/nosuch"})
    void whatIsNotThereIsNoPage(String path) {
        given().auth()
                .oauth2(dev.firstlight.server.support.Api.ADMIN)
                .get(path)
                .then()
                .statusCode(404);
    }
}
