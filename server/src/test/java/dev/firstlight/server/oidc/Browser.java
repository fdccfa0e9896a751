package dev.firstlight.server.oidc;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Goes where it is sent, one step at a time, and keeps cookies: each is for one server. */
final class Browser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Map<String, String> cookies = new LinkedHashMap<>();

    /** Asks the server under test for a path with its query. */
    HttpResponse<String> get(String path) {
        return getAt("http://localhost:" + RestAssured.port + path);
    }

    /** The same, as a browser asks that says whose page sends it. */
    HttpResponse<String> get(String path, String site) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Sec-Fetch-Site", site));
    }

    /** Asks any server. */
    HttpResponse<String> getAt(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    /** Sends a form. */
    HttpResponse<String> post(String address, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        String sent = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.header("Cookie", sent);
        }
        HttpResponse<String> response = send(request.build());
        for (String set : response.headers().allValues("Set-Cookie")) {
            String[] pair = set.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || set.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return response;
    }

    /** Begins, signs in at the provider, and gives the path with which that sends it back. */
    String visit(String query) {
        String provider = to(get("/api/v1/session/oidc" + query));
        URI back = URI.create(to(new Browser().getAt(provider)));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    /** The whole way; gives where it ends. */
    String signIn() {
        return to(get(visit("")));
    }

    static String to(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(response + response.body()));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
