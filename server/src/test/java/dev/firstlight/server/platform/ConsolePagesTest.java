package dev.firstlight.server.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.startsWith;

import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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

    /** What the page loads is named by its content; the page is asked for anew, and is the same until it changes. */
    @Test
    void aBrowserKeepsWhatStaysTheSame() {
        Response page = given().get("/");
        page.then().header("Cache-Control", "no-cache").header("ETag", startsWith("\""));
        given().header("If-None-Match", page.header("ETag"))
                .get("/projects/shop/flags")
                .then()
                .statusCode(304)
                .body(emptyString());
        Matcher script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(page.asString());
        assertThat(script.find()).isTrue();
        given().get(script.group(1))
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", containsString("immutable"));
        given().head(script.group(1)).then().statusCode(200).body(emptyString());
        given().get("/favicon.svg").then().statusCode(200).contentType("image/svg+xml");
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
