package dev.firstlight.server.metric;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server that speaks Prometheus' HTTP API: what each query gives is set by the test. */
public final class PrometheusWire implements AutoCloseable {
    private final Map<String, Map<String, String>> series = new LinkedHashMap<>();
    private final Map<String, List<String>> history = new LinkedHashMap<>();
    final List<Map<String, String>> asked = new ArrayList<>();
    final AtomicInteger requests = new AtomicInteger();
    private final int port;
    private HttpServer server;
    private @Nullable Broken broken;

    /** An answer that is none. */
    public record Broken(int status, String type, String body, long delayMs) {}

    public PrometheusWire() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", at), 0);
        made.setExecutor(Executors.newCachedThreadPool());
        made.createContext("/", this::answer);
        made.start();
        return made;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void stop() {
        server.stop(0);
    }

    public void start() throws IOException {
        server = listen(port);
    }

    /** What a query gives: one series, called by its instance. */
    public synchronized void give(String query, String instance, Object value) {
        series.computeIfAbsent(query, key -> new LinkedHashMap<>()).put(instance, value.toString());
    }

    /** What a query gave at one time after the other, before the present's range and in it. */
    public synchronized void remember(String query, List<String> values) {
        history.put(query, values);
    }

    public synchronized void forget() {
        series.clear();
    }

    public synchronized void breakWith(@Nullable Broken how) {
        broken = how;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
        Broken how;
        String body;
        synchronized (this) {
            asked.add(parameters);
            how = broken;
            body = exchange.getRequestURI().getPath().endsWith("query_range") ? matrix(parameters) : vector(parameters);
        }
        if (how != null) {
            pause(how.delayMs());
            send(exchange, how.status(), how.type(), how.body());
        } else {
            send(exchange, 200, "application/json", body);
        }
    }

    private String vector(Map<String, String> parameters) {
        String result = series.getOrDefault(parameters.get("query"), Map.of()).entrySet().stream()
                .map(one -> "{\"metric\":{\"__name__\":\"requests\",\"instance\":\"" + one.getKey()
                        + "\"},\"value\":[1700000000.5,\"" + one.getValue() + "\"]}")
                .collect(Collectors.joining(","));
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}";
    }

    private String matrix(Map<String, String> parameters) {
        List<String> values = history.getOrDefault(parameters.get("query"), List.of());
        String points = values.stream().map(v -> "[1700000000,\"" + v + "\"]").collect(Collectors.joining(","));
        String result = values.isEmpty() ? "" : "{\"metric\":{\"instance\":\"a\"},\"values\":[" + points + "]}";
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}";
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
