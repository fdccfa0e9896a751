package dev.firstlight.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.platform.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An identity provider over real HTTP, which checks what it is asked: the client's secret, the callback, PKCE. It can be made to err. */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "firstlight & co";
    static final String SECRET = "s3cret/with+signs";

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final int port;
    private HttpServer server;
    private RSAKey key = newKey();

    /** Who sits before the browser. */
    volatile Map<String, Object> person = Map.of();

    /** What userinfo says; nothing where it is to say the same. */
    volatile @Nullable Map<String, Object> userInfo;

    volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    volatile Function<JWTClaimsSet, String> signature = this::signed;
    volatile UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();

    /** What is answered at a path instead. */
    final Map<String, Broken> broken = new ConcurrentHashMap<>();

    record Broken(int status, String body, long delayMs, Map<String, String> headers) {

        static Broken of(int status, String body) {
            return new Broken(status, body, 0, Map.of("Content-Type", "application/json"));
        }

        static Broken slow(long ms) {
            return new Broken(200, "{}", ms, Map.of());
        }
    }

    TestProvider() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", at), 0);
        made.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "provider");
            thread.setDaemon(true);
            return thread;
        }));
        made.createContext("/", this::answer);
        made.start();
        return made;
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** As it was in the beginning. */
    void mend() {
        person = Map.of();
        userInfo = null;
        claims = UnaryOperator.identity();
        signature = this::signed;
        metadata = UnaryOperator.identity();
        broken.clear();
    }

    void stop() {
        server.stop(0);
    }

    void start() throws IOException {
        server = listen(port);
    }

    @Override
    public void close() {
        stop();
    }

    RSAKey key() {
        return key;
    }

    /** From now on it signs with another key, and shows only that. */
    void rotate() {
        key = newKey();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        asked.add(path);
        Broken instead = broken.get(path);
        try (http) {
            if (instead != null) {
                pause(instead.delayMs());
                instead.headers().forEach(http.getResponseHeaders()::set);
                send(http, instead.status(), instead.body());
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> json(http, 200, metadata.apply(published()));
                case "/jwks" -> json(http, 200, new JWKSet(key).toJSONObject(true));
                case "/authorize" -> authorize(http);
                case "/token" -> token(http);
                case "/userinfo" -> json(http, 200, userInfo == null ? person : userInfo);
                default -> send(http, 404, "");
            }
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> published() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("issuer", issuer());
        all.put("authorization_endpoint", issuer() + "/authorize?tenant=a");
        all.put("token_endpoint", issuer() + "/token");
        all.put("userinfo_endpoint", issuer() + "/userinfo");
        all.put("jwks_uri", issuer() + "/jwks");
        all.put("response_types_supported", new String[] {"code"});
        all.put("subject_types_supported", new String[] {"public"});
        all.put("id_token_signing_alg_values_supported", new String[] {"RS256"});
        all.put("authorization_response_iss_parameter_supported", true);
        return all;
    }

    /** Whoever comes is signed in already. */
    private void authorize(HttpExchange http) throws IOException {
        Map<String, String> query = form(http.getRequestURI().getRawQuery());
        boolean right = query.getOrDefault("response_type", "").equals("code")
                && query.getOrDefault("client_id", "").equals(CLIENT)
                && query.getOrDefault("redirect_uri", "").equals("https://flags.example.org" + Visits.CALLBACK)
                && query.getOrDefault("code_challenge_method", "").equals("S256")
                && query.getOrDefault("tenant", "").equals("a")
                && query.getOrDefault("scope", "").contains("openid");
        if (!right) {
            send(http, 400, "");
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, query);
        http.getResponseHeaders()
                .set(
                        "Location",
                        query.getOrDefault("redirect_uri", "") + "?code=" + code + "&state="
                                + query.getOrDefault("state", "") + "&iss=" + issuer());
        send(http, 302, "");
    }

    private void token(HttpExchange http) throws IOException {
        Map<String, String> sent = form(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = codes.remove(sent.getOrDefault("code", ""));
        if (!isClient(String.valueOf(http.getRequestHeaders().getFirst("Authorization")))) {
            json(http, 401, Map.of("error", "invalid_client"));
        } else if (begun == null
                || !begun.getOrDefault("redirect_uri", "").equals(sent.getOrDefault("redirect_uri", ""))
                || !begun.getOrDefault("code_challenge", "")
                        .equals(challenge(sent.getOrDefault("code_verifier", "")))) {
            json(http, 400, Map.of("error", "invalid_grant", "error_description", "no such code"));
        } else {
            Map<String, Object> tokens = new LinkedHashMap<>();
            tokens.put("access_token", UUID.randomUUID().toString());
            tokens.put("token_type", "Bearer");
            String idToken = signature.apply(idToken(begun.getOrDefault("nonce", "")));
            if (!idToken.isEmpty()) {
                tokens.put("id_token", idToken);
            }
            json(http, 200, tokens);
        }
    }

    private JWTClaimsSet idToken(String nonce) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", nonce);
        person.forEach(builder::claim);
        return claims.apply(builder).build();
    }

    private static boolean isClient(String authorization) {
        String[] parts = new String(
                        Base64.getDecoder().decode(authorization.replace("Basic ", "")), StandardCharsets.UTF_8)
                .split(":", 2);
        return parts.length == 2
                && decode(parts[0]).equals(CLIENT)
                && decode(parts[1]).equals(SECRET);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, String> form(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void json(HttpExchange http, int status, Map<String, Object> body) throws IOException {
        http.getResponseHeaders().set("Content-Type", "application/json");
        send(http, status, Json.write(body));
    }

    private static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            http.getResponseBody().write(bytes);
        }
    }
}
