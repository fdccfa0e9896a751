package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.NodeWatch;
import dev.firstlight.server.support.RunningServer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console over TLS, by the server itself and behind a proxy that ends it: a browser goes everywhere and finds nothing wrong. */
class SecureConsoleIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static int tlsPort;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            tlsPort = socket.getLocalPort();
        }
        Path store = directory.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "tls",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        server = RunningServer.start(
                directory,
                Map.of(
                        "FIRSTLIGHT_DATABASE_DIRECTORY",
                        directory.resolve("data").toString(),
                        "QUARKUS_HTTP_SSL_PORT",
                        Integer.toString(tlsPort),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                        store.toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD",
                        PASSWORD,
                        "QUARKUS_HTTP_INSECURE_REQUESTS",
                        "enabled",
                        "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
                        "true",
                        "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
                        "127.0.0.1"));
        admin().body(Map.of("email", "kiri@example.org", "name", "Kiri", "role", "admin", "password", PASSWORD))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        admin().body(Map.of("key", "shop", "name", "Shop"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin().body(Map.of(
                        "key", "banner",
                        "type", "boolean",
                        "name", "<img src=x onerror=alert(1)>",
                        "description", "</script><script>alert(1)</script>",
                        "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/shop/flags")
                .then()
                .statusCode(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RequestSpecification admin() {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private static RequestSpecification overTls() {
        return given().relaxedHTTPSValidation()
                .baseUri("https://localhost:" + tlsPort)
                .contentType("application/json");
    }

    @Test
    void aBrowserGoesEverywhereAndNothingIsWrong() throws Exception {
        JsonNode seen = crawl();
        assertThat(texts(seen.path("pages"))).hasSizeGreaterThan(10).contains("/projects/shop/flags");
        assertThat(texts(seen.path("violations"))).as("of the policy").isEmpty();
        assertThat(texts(seen.path("elsewhere")))
                .as("asked of another origin, or in the clear")
                .isEmpty();
        assertThat(texts(seen.path("headers"))).as("answers that lack").isEmpty();
        assertThat(texts(seen.path("complaints"))).isEmpty();
        assertThat(seen.path("cookies")).hasSize(1);
        JsonNode cookie = seen.path("cookies").get(0);
        assertThat(cookie.path("name").asText()).isEqualTo("__Host-session");
        assertThat(cookie.path("secure").asBoolean()).isTrue();
        assertThat(cookie.path("httpOnly").asBoolean()).isTrue();
        assertThat(cookie.path("hostOnly").asBoolean()).isTrue();
        assertThat(cookie.path("sameSite").asText()).isIn("Lax", "Strict");
        assertThat(seen.path("visible").asText()).as("to scripts").isEmpty();
        assertThat(seen.path("stored").asText())
                .as("by the console")
                .doesNotContain("fls_", "flc_", "session", "token");
        assertThat(seen.path("injected").asBoolean())
                .as("a script that was put into the page ran")
                .isFalse();
        assertThat(seen.path("provoked").asInt()).as("the browser told of each").isGreaterThanOrEqualTo(3);
    }

    @Test
    void behindAProxyThatEndsTlsItIsTheSame() {
        Response answer = signIn(
                given().baseUri(server.url()).contentType("application/json").header("X-Forwarded-Proto", "https"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000", "includeSubDomains");
        assertThat(answer.header("Set-Cookie"))
                .startsWith("__Host-session=")
                .contains("Secure")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    /** A neighbouring host can set a cookie for all hosts of its domain, but none that is bound to ours. */
    @Test
    void aNeighboursCookieIsNoSession() {
        Response mine = signIn(overTls());
        String session = mine.cookie("__Host-session");
        overTls()
                .cookie("__Host-session", session)
                .get("/api/v1/session")
                .then()
                .statusCode(200);
        overTls().cookie("session", session).get("/api/v1/session").then().statusCode(401);
    }

    @Test
    void eachSignInMakesASessionOfItsOwn() {
        String first = signIn(overTls()).cookie("__Host-session");
        String second = signIn(overTls().cookie("__Host-session", first)).cookie("__Host-session");
        assertThat(second).isNotEqualTo(first).hasSizeGreaterThan(40);
    }

    @Test
    void longPasswordsAreTakenWhole() {
        String whole = "correct horse ".repeat(15);
        admin().body(Map.of("email", "aroha@example.org", "name", "Aroha", "role", "viewer", "password", whole))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        for (String tried : List.of(whole, whole.substring(0, 72), whole.strip())) {
            overTls()
                    .header("X-Firstlight", "console")
                    .body(Map.of("email", "aroha@example.org", "password", tried))
                    .post("/api/v1/session")
                    .then()
                    .statusCode(tried.equals(whole) ? 200 : 401);
        }
    }

    @Test
    void onlyNewVersionsOfTlsAreSpoken() throws Exception {
        for (String version : List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")) {
            boolean modern = version.equals("TLSv1.2") || version.equals("TLSv1.3");
            assertThat(handshake(version)).as(version).isEqualTo(modern);
        }
    }

    /** By a JVM that was told to offer what ours are told not to. */
    private static boolean handshake(String version) throws Exception {
        Path security = Files.writeString(directory.resolve("old.security"), "jdk.tls.disabledAlgorithms=\n");
        Path source = directory.resolve("Hello.java");
        Files.writeString(source, """
                public class Hello {
                    public static void main(String[] args) throws Exception {
                        var all = new javax.net.ssl.TrustManager[] {new javax.net.ssl.X509ExtendedTrustManager() {
                            public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a) {}
                            public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a) {}
                            public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a, java.net.Socket s) {}
                            public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a, java.net.Socket s) {}
                            public void checkClientTrusted(java.security.cert.X509Certificate[] c, String a, javax.net.ssl.SSLEngine e) {}
                            public void checkServerTrusted(java.security.cert.X509Certificate[] c, String a, javax.net.ssl.SSLEngine e) {}
                            public java.security.cert.X509Certificate[] getAcceptedIssuers() { return null; }
                        }};
                        var context = javax.net.ssl.SSLContext.getInstance("TLS");
                        context.init(null, all, null);
                        try (var socket = (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket("localhost", Integer.parseInt(args[0]))) {
                            socket.setEnabledProtocols(new String[] {args[1]});
                            socket.startHandshake();
                        }
                    }
                }
                """);
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.security.properties=" + security,
                        source.toString(),
                        Integer.toString(tlsPort),
                        version)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(version + ".log").toFile())
                .start();
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return client.exitValue() == 0;
    }

    private static Response signIn(RequestSpecification request) {
        return request.header("X-Firstlight", "console")
                .body(Map.of("email", "kiri@example.org", "password", PASSWORD))
                .post("/api/v1/session");
    }

    private static JsonNode crawl() throws Exception {
        String link = admin().body(Map.of("email", "kiri@example.org"))
                .post("/api/v1/session/links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        Path printed = directory.resolve("browser.txt");
        Process browser = new ProcessBuilder(
                        "node",
                        NodeWatch.script("crawl").toString(),
                        ROOT.resolve("ui").toString(),
                        "https://localhost:" + tlsPort + link.substring(link.indexOf("/signin")),
                        "/projects/new",
                        "/projects/shop/flags/banner",
                        "/projects/shop/playground")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(browser.waitFor(180, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(printed);
        assertThat(text).startsWith("{");
        return new ObjectMapper().readTree(text);
    }

    private static List<String> texts(JsonNode list) throws IOException {
        return List.of(new ObjectMapper().treeToValue(list, String[].class));
    }
}
