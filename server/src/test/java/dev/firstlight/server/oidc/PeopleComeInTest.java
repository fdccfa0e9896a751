package dev.firstlight.server.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People come in by a provider that really signs, and nobody comes in by one that errs, or by what an attacker sends. */
@QuarkusTest
@QuarkusTestResource(Database.class)
@QuarkusTestResource(value = ProviderResource.class, restrictToAnnotatedClass = true)
class PeopleComeInTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Inject
    Pool pool;

    private final TestProvider provider = ProviderResource.provider;
    private final Browser browser = new Browser();
    private String email = "";
    private String subject = "";

    @BeforeEach
    void somebodyIsThere() {
        provider.mend();
        subject = "subject-" + NUMBER.incrementAndGet();
        email = "kiri" + NUMBER.get() + "@example.org";
        add(email, "editor");
        provider.person = person(subject, email);
    }

    private static String add(String email, String role) {
        return Api.admin()
                .body(Map.of("email", email, "name", "Kiri", "role", role, "password", "correct horse battery"))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> person(String subject, String email) {
        return Map.of("sub", subject, "email", email, "email_verified", true, "groups", List.of("crew"));
    }

    private void isHere(String who) {
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("email", equalTo(who));
    }

    private void isTurnedAway(String end, String problem, String reason) {
        assertThat(end).isEqualTo("/signin#problem=" + problem);
        assertThat(browser.cookies).doesNotContainKey("session");
        assertThat(Audit.newest("session.refused").get(0))
                .contains("by=oidc")
                .contains("problem=" + problem)
                .contains(reason);
    }

    @Test
    void somebodyComesInAndLandsWhereTheyWanted() {
        String back = browser.visit("?returnTo=" + encode("/projects/shop/flags?q=state:on#top"));
        assertThat(browser.cookies).containsOnlyKeys("oidc");
        HttpResponse<String> end = browser.get(back);
        assertThat(end.statusCode()).isEqualTo(303);
        assertThat(Browser.to(end)).isEqualTo("/projects/shop/flags?q=state:on#top");
        assertThat(end.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(browser.cookies).containsOnlyKeys("session");
        isHere(email);
        assertThat(Audit.newest("session.opened").get(0)).contains(email).contains("by=oidc");
        assertThat(Audit.newest("person.linked").get(0)).contains(email).contains(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSiteSignsNobodyIn(String site) {
        HttpResponse<String> sent = browser.get("/api/v1/session/oidc", site);
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(Browser.to(sent)).isEqualTo("/signin");
        assertThat(browser.cookies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void theConsolesButtonAndATypedAddressDo(String site) {
        assertThat(Browser.to(browser.get("/api/v1/session/oidc", site))).startsWith(provider.issuer());
        assertThat(browser.cookies).containsOnlyKeys("oidc");
    }

    /** However long the provider's own session is. */
    @Test
    void afterTwelveHoursTheProviderIsAskedAnew() {
        browser.signIn();
        isHere(email);
        pool.preparedQuery("UPDATE session SET created_at = now() - interval '12 hours 1 second' WHERE token_hash = $1")
                .execute(Tuple.of(Ids.hash(String.valueOf(browser.cookies.get("session")))))
                .await()
                .indefinitely();
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/session")
                .then()
                .statusCode(401);
        browser.signIn();
        isHere(email);
    }

    @Test
    void cookiesAreForTheServerOnly() {
        HttpResponse<String> sent = browser.get("/api/v1/session/oidc");
        assertThat(sent.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Max-Age=600");
        assertThat(Browser.to(sent)).doesNotContain(browser.cookies.get("oidc"));
    }

    @Test
    void whoeverCameOnceComesAgainUnderAnotherAddress() {
        assertThat(browser.signIn()).isEqualTo("/");
        provider.person = Map.of("sub", subject, "email", "married" + email, "email_verified", false);
        assertThat(browser.signIn()).isEqualTo("/");
        isHere(email);
    }

    @Test
    void anAddressThatIsGivenToSomebodyElseDoesNotLetThemIn() {
        browser.signIn();
        browser.cookies.clear();
        provider.person = person("another-" + subject, email);
        isTurnedAway(browser.signIn(), "other-account", "another subject");
    }

    @Test
    void whatTheTokenLacksIsAskedFor() {
        provider.person = Map.of("sub", subject);
        provider.userInfo = person(subject, email);
        assertThat(browser.signIn()).isEqualTo("/");
        isHere(email);
    }

    @Test
    void anAddressCountsOnlyWithWhatTheSameSourceSaysOfIt() {
        provider.person = Map.of("sub", subject, "email_verified", true);
        provider.userInfo = Map.of("sub", subject, "email", email);
        isTurnedAway(browser.signIn(), "email-unverified", "no address that it has verified");
    }

    @Test
    void userinfoAboutSomebodyElseIsNoUserinfo() {
        provider.person = Map.of("sub", subject);
        provider.userInfo = person("other", email);
        isTurnedAway(browser.signIn(), "provider-wrong", "somebody else");
    }

    @Test
    void groupsOfTheProviderAreTeamsHere() {
        String group = "crew " + System.nanoTime();
        String team = "crew-" + System.nanoTime();
        Api.admin()
                .body(Map.of("key", team, "name", "Crew", "role", "releaser", "group", group))
                .post("/api/v1/teams")
                .then()
                .statusCode(201);
        provider.person =
                Map.of("sub", subject, "email", email, "email_verified", true, "groups", List.of(group, "others"));
        browser.signIn();
        teams(hasItem(team));
        provider.person = Map.of("sub", subject, "email", email, "email_verified", true, "groups", List.of("others"));
        browser.signIn();
        teams(not(hasItem(team)));
    }

    private void teams(Matcher<Iterable<? super String>> expected) {
        given().cookie("session", browser.cookies.get("session"))
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("teams", expected);
    }

    @Test
    void whomTheDirectoryTookOutDoesNotComeIn() {
        String id = Api.admin().get("/api/v1/people?limit=500").path("items.find { it.email == '" + email + "' }.id");
        Api.admin()
                .body("{\"schemas\":[],\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}")
                .patch("/scim/v2/Users/" + id)
                .then()
                .statusCode(200);
        isTurnedAway(browser.signIn(), "not-active", "not active");
    }

    @Test
    void whoWasRemovedDoesNotComeBack() {
        String id = add("gone-" + email, "viewer");
        provider.person = person(subject, "gone-" + email);
        assertThat(browser.signIn()).isEqualTo("/");
        Api.admin().delete("/api/v1/people/" + id).then().statusCode(204);
        browser.cookies.clear();
        isTurnedAway(browser.signIn(), "unknown-person", "gone-" + email);
    }

    @Test
    void anotherKeyOfTheProviderIsFound() {
        browser.signIn();
        provider.rotate();
        assertThat(browser.signIn()).isEqualTo("/");
    }

    private static Stream<Arguments> tokens() {
        RSAKey stranger = TestProvider.newKey();
        return Stream.of(
                token("nonce", c -> c.claim("nonce", "another")),
                token("no nonce", c -> c.claim("nonce", null)),
                token("audience", c -> c.audience("somebody")),
                token("audiences", c -> c.audience(List.of(TestProvider.CLIENT, "other"))),
                token("azp empty", c -> c.claim("azp", "")),
                token("azp no text", c -> c.claim("azp", List.of("a"))),
                token("azp", c -> c.claim("azp", "somebody")),
                token("issuer", c -> c.issuer("https://elsewhere.example")),
                token("expired", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(90)))),
                token("no end", c -> c.expirationTime(null)),
                token("not yet", c -> c.issueTime(Date.from(Instant.now().plusSeconds(600)))),
                token("no subject", c -> c.subject(null)),
                token("long subject", c -> c.subject("s".repeat(300))),
                signature("a stranger's key", claims -> TestProvider.signed(claims, stranger)),
                signature("a stranger's key of the same name", claims -> TestProvider.signed(claims, named(stranger))),
                signature("none", claims -> new PlainJWT(claims).serialize()),
                signature("by the public key as a secret", PeopleComeInTest::confused),
                signature(
                        "by the client's secret",
                        claims ->
                                symmetric(claims, TestProvider.SECRET.repeat(4).getBytes(StandardCharsets.UTF_8))),
                signature("cut", claims -> TestProvider.signed(claims, ProviderResource.provider.key())
                        .replaceAll("\\.[^.]*$", ".")),
                signature("no token", claims -> ""),
                signature("no JWT", claims -> "x.y.z"));
    }

    private static Arguments token(String what, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, (Consumer<TestProvider>) provider -> provider.claims = builder -> {
            change.accept(builder);
            return builder;
        });
    }

    private static Arguments signature(String what, java.util.function.Function<JWTClaimsSet, String> signature) {
        return Arguments.of(what, (Consumer<TestProvider>) provider -> provider.signature = signature);
    }

    private static RSAKey named(RSAKey key) {
        return new RSAKey.Builder(key)
                .keyID(ProviderResource.provider.key().getKeyID())
                .build();
    }

    private static String confused(JWTClaimsSet claims) {
        try {
            return symmetric(
                    claims, ProviderResource.provider.key().toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String symmetric(JWTClaimsSet claims, byte[] secret) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(ProviderResource.provider.key().getKeyID())
                            .build(),
                    claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void aTokenThatProvesNothingLetsNobodyIn(String what, Consumer<TestProvider> err) {
        err.accept(provider);
        isTurnedAway(browser.signIn(), "provider-wrong", "");
        provider.mend();
        provider.person = person(subject, email);
        assertThat(browser.signIn()).as("the same person with a good one").isEqualTo("/");
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedLetsNobodyIn() {
        provider.person = Map.of("sub", subject, "email", email, "email_verified", false, "groups", List.of());
        isTurnedAway(browser.signIn(), "email-unverified", subject);
    }

    @Test
    void whomNobodyAddedDoesNotComeIn() {
        provider.person = person(subject, "stranger@example.org");
        isTurnedAway(browser.signIn(), "unknown-person", "nobody added");
    }

    @Test
    void anAnswerCountsOnce() {
        String back = browser.visit("");
        assertThat(Browser.to(browser.get(back))).isEqualTo("/");
        browser.cookies.remove("session");
        isTurnedAway(Browser.to(browser.get(back)), "expired", "nobody began");
    }

    @Test
    void anAnswerToAnotherBrowserCountsThereOnly() {
        String back = browser.visit("");
        Browser attacker = new Browser();
        assertThat(Browser.to(attacker.get(back))).isEqualTo("/signin#problem=expired");
        attacker.visit("");
        assertThat(Browser.to(attacker.get(back))).isEqualTo("/signin#problem=expired");
        assertThat(attacker.cookies).doesNotContainKey("session");
        assertThat(Browser.to(browser.get(back))).isEqualTo("/");
    }

    @Test
    void twoTabsOfABrowserBothArrive() {
        String first = browser.visit("?returnTo=/projects/one");
        String second = browser.visit("?returnTo=/projects/two");
        String cookie = browser.cookies.get("oidc");
        assertThat(Browser.to(browser.get(first))).isEqualTo("/projects/one");
        browser.cookies.put("oidc", cookie);
        assertThat(Browser.to(browser.get(second))).isEqualTo("/projects/two");
    }

    @Test
    void anotherProvidersAnswerIsNotTaken() {
        String back = browser.visit("");
        isTurnedAway(
                Browser.to(browser.get(back.replaceAll("iss=[^&]*", "iss=https://elsewhere.example"))),
                "provider-wrong",
                "elsewhere.example");
    }

    @Test
    void aProviderThatSaysWhoItIsAlwaysSaysSo() {
        isTurnedAway(
                Browser.to(browser.get(browser.visit("").replaceAll("&iss=[^&]*", ""))),
                "provider-wrong",
                "whose it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_denied refused",
                "login_required refused",
                "server_error provider-away",
                "no%0acode refused"
            })
    void anErrorOfTheProviderIsSaid(String both) {
        String[] parts = both.split(" ");
        String back = browser.visit("").replaceAll("code=[^&]*", "error=" + parts[0]);
        isTurnedAway(Browser.to(browser.get(back)), parts[1], "the provider answered");
    }

    @Test
    void aCodeOfSomebodyElseIsWorthNothing() {
        String code = new Browser().visit("").replaceAll(".*code=([^&]*).*", "$1");
        String back = browser.visit("").replaceAll("code=[^&]*", "code=" + code);
        isTurnedAway(Browser.to(browser.get(back)), "provider-wrong", "invalid_grant");
    }

    @Test
    void aProviderThatIsAwayIsSaidToBe() throws IOException {
        String back = browser.visit("");
        provider.stop();
        try {
            isTurnedAway(Browser.to(browser.get(back)), "provider-away", "");
        } finally {
            provider.start();
        }
        assertThat(browser.signIn()).isEqualTo("/");
    }

    private static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("/token", TestProvider.Broken.slow(8_000), "provider-away"),
                Arguments.of("/token", TestProvider.Broken.of(503, "{}"), "provider-away"),
                Arguments.of("/token", TestProvider.Broken.of(200, "x".repeat(3 << 20)), "provider-away"),
                Arguments.of("/token", TestProvider.Broken.of(200, "[".repeat(500_000)), "provider-wrong"),
                Arguments.of("/token", TestProvider.Broken.of(200, "<html>"), "provider-wrong"),
                Arguments.of("/token", TestProvider.Broken.of(200, ""), "provider-wrong"),
                Arguments.of(
                        "/token",
                        new TestProvider.Broken(307, "", 0, Map.of("Location", "/elsewhere")),
                        "provider-wrong"),
                Arguments.of("/userinfo", TestProvider.Broken.of(502, ""), "provider-away"),
                Arguments.of("/userinfo", TestProvider.Broken.of(401, "{}"), "provider-wrong"),
                Arguments.of("/userinfo", TestProvider.Broken.of(200, "{\"sub\":{}}"), "provider-wrong"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverTheProviderSendsIsNoFailureOfOurs(String path, TestProvider.Broken how, String problem) {
        provider.person = Map.of("sub", subject, "email", email, "email_verified", true);
        provider.broken.put(path, how);
        isTurnedAway(browser.signIn(), problem, "");
        assertThat(provider.asked).doesNotContain("/elsewhere");
    }

    /** Whatever a callback is sent, nobody comes in, and nothing fails. */
    @Test
    void whateverTheCallbackIsSentIsRefused() {
        Random random = new Random(20_261_129);
        List<String> names = List.of("state", "code", "iss", "error", "error_description", "response", "x", "");
        for (int i = 0; i < 100; i++) {
            String state = browser.visit("").replaceAll(".*state=([^&]*).*", "$1");
            List<String> values = List.of(
                    state,
                    state,
                    "",
                    "a",
                    "%00",
                    "%0d%0aSet-Cookie:%20a=b",
                    "%f0%9f%8c%85",
                    "%ed%a0%80",
                    "%C3%28",
                    "'%20OR%201=1--",
                    "..%2f..",
                    "https://elsewhere.example",
                    "A".repeat(43),
                    "A".repeat(3_000),
                    "%7B%7D");
            StringBuilder query = new StringBuilder("?").append(random.nextBoolean() ? "state=" + state + "&" : "");
            for (int j = random.nextInt(6); j >= 0; j--) {
                query.append(names.get(random.nextInt(names.size())))
                        .append('=')
                        .append(values.get(random.nextInt(values.size())))
                        .append('&');
            }
            HttpResponse<String> response = browser.get(Visits.CALLBACK + query);
            boolean refused = response.statusCode() / 100 == 4
                    || (response.statusCode() == 303 && Browser.to(response).startsWith("/signin#problem="));
            assertThat(refused).as("%s: %s", query, response.statusCode()).isTrue();
            assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example",
                "//elsewhere.example",
                "///elsewhere.example",
                "/\\elsewhere.example",
                "/\t/elsewhere.example",
                "javascript:alert(1)",
                "projects",
                "/api/v1/session/oidc",
                "/a/../b",
                "/.//b",
                "/a//b",
                "/é",
                "/a b",
                "\\\\elsewhere.example",
                "/projects\r\nSet-Cookie: a=b"
            })
    void nobodyIsSentElsewhere(String page) {
        HttpResponse<String> response = browser.get("/api/v1/session/oidc?returnTo=" + encode(page));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("/returnTo");
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void theWaysInAreAnybodysToSee() {
        given().get("/api/v1/session/ways")
                .then()
                .statusCode(200)
                .body("password", equalTo("admins"))
                .body("oidc.name", equalTo("Aurora"));
    }

    @Test
    void passwordsAreForTheDayWhenTheProviderIsAway() {
        String admin = "admin-" + email;
        add(admin, "admin");
        password(admin, "correct horse battery").then().statusCode(200);
        assertThat(Audit.newest("session.opened").get(0)).contains(admin).contains("by=break-glass");
        String right = password(email, "correct horse battery")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertThat(Audit.newest("session.refused").get(0)).contains(email).contains("passwords are for admins only");
        String wrong = password(email, "wrong horse battery")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertThat(right).isEqualTo(wrong);
    }

    private static io.restassured.response.Response password(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/session");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
