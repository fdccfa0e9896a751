package dev.firstlight.server.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server and a real Keycloak: people go through its own form. Run by the profile {@code keycloak}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakSignIn {

    private static final Pattern FORM = Pattern.compile("id=\"kc-form-login\"[^>]*action=\"([^\"]*)\"");

    @SuppressWarnings("NullAway.Init") // before all tests
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // before all tests
    private Keycloak keycloak;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        int port = Keycloak.freePort();
        server = RunningServer.start(
                Files.createDirectories(directory.resolve("server")),
                Map.of(
                        "FIRSTLIGHT_DATABASE_DIRECTORY",
                                directory.resolve("data").toString(),
                        "FIRSTLIGHT_OIDC_ISSUER", Keycloak.issuer(port),
                        "FIRSTLIGHT_OIDC_CLIENT_ID", "firstlight",
                        "FIRSTLIGHT_OIDC_CLIENT_SECRET", "a secret that only both know",
                        "FIRSTLIGHT_OIDC_NAME", "Company ID",
                        "FIRSTLIGHT_OIDC_KEYS_AGAIN_AFTER", "1s",
                        "FIRSTLIGHT_ACCESS_PASSWORDS", "admins",
                        "FIRSTLIGHT_OUTBOUND_ALLOW", "localhost"));
        RestAssured.port = URI.create(server.url()).getPort();
        keycloak = Keycloak.start(
                Path.of(System.getProperty("keycloak.home")),
                port,
                "http://localhost:" + RestAssured.port + Visits.CALLBACK);
        for (String name : new String[] {"kiri", "sam"}) {
            Api.admin()
                    .body(Map.of("email", name + "@example.org", "name", name, "role", "editor"))
                    .post("/api/v1/people")
                    .then()
                    .statusCode(201);
        }
    }

    @AfterAll
    void stop() {
        keycloak.close();
        server.close();
    }

    /** Goes to Keycloak, fills its form in, and gives the path with which that sends the browser back. */
    private static String visit(Browser browser, String name) {
        Browser there = new Browser();
        HttpResponse<String> page = there.getAt(Browser.to(browser.get("/api/v1/session/oidc?returnTo=/projects")));
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        HttpResponse<String> answer = there.post(
                form.group(1).replace("&amp;", "&"), Map.of("username", name, "password", name + "'s password"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        URI back = URI.create(Browser.to(answer));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private static String signIn(Browser browser, String name) {
        return Browser.to(browser.get(visit(browser, name)));
    }

    @Test
    void somebodyComesInThroughKeycloaksForm() {
        Browser browser = new Browser();
        String back = visit(browser, "kiri");
        assertThat(back).contains("iss=");
        assertThat(Browser.to(browser.get(back))).isEqualTo("/projects");
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("email", equalTo("kiri@example.org"));
        assertThat(Audit.newest("person.linked").get(0)).contains("kiri@example.org");
        assertThat(Browser.to(browser.get(back))).isEqualTo("/signin#problem=expired");
    }

    @Test
    void whoseAddressIsUnverifiedDoesNot() {
        assertThat(signIn(new Browser(), "sam")).isEqualTo("/signin#problem=email-unverified");
    }

    @Test
    void whomNobodyAddedDoesNot() {
        assertThat(signIn(new Browser(), "tane")).isEqualTo("/signin#problem=unknown-person");
    }

    @Test
    void keycloakRefusesWhoSendsNoChallenge() {
        Browser browser = new Browser();
        String there =
                Browser.to(browser.get("/api/v1/session/oidc")).replaceAll("&?code_challenge(_method)?=[^&]*", "");
        URI back = URI.create(Browser.to(new Browser().getAt(there)));
        assertThat(back.getRawQuery()).contains("error=invalid_request");
        assertThat(Browser.to(browser.get(back.getRawPath() + "?" + back.getRawQuery())))
                .isEqualTo("/signin#problem=refused");
    }

    @Test
    void aNewKeyOfKeycloaksIsFound() throws InterruptedException {
        assertThat(signIn(new Browser(), "kiri")).isEqualTo("/projects");
        keycloak.rotate();
        Thread.sleep(1_100); // longer than the server waits before it reads keys again
        assertThat(signIn(new Browser(), "kiri")).isEqualTo("/projects");
    }

    @Test
    void whileKeycloakIsAwayAnAdminComesByPassword() throws Exception {
        Api.admin()
                .body(Map.of(
                        "email", "ada@example.org", "name", "Ada", "role", "admin", "password", "for the worst day"))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        Browser browser = new Browser();
        String back = visit(browser, "kiri");
        keycloak.stop();
        try {
            assertThat(Browser.to(browser.get(back))).isEqualTo("/signin#problem=provider-away");
            given().contentType("application/json")
                    .body(Map.of("email", "ada@example.org", "password", "for the worst day"))
                    .post("/api/v1/session")
                    .then()
                    .statusCode(200);
            assertThat(Audit.newest("session.opened").get(0)).contains("break-glass");
            assertThat(server.printed()).contains("ada@example.org signed in by password");
        } finally {
            keycloak.startAgain();
        }
        assertThat(signIn(new Browser(), "kiri")).isEqualTo("/projects");
    }
}
