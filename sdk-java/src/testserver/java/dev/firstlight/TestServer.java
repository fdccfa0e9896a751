package dev.firstlight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.firstlight.wire.Canonical;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A server that speaks the wire, over real sockets; tests say what it does with the streams it holds open. */
public final class TestServer implements AutoCloseable {

    /** The request of a stream, as it came. */
    public record Opened(String query, @Nullable String lastEventId) {}

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
    public final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();
    public final BlockingQueue<JsonNode> telemetry = new LinkedBlockingQueue<>();
    public final AtomicInteger fetched = new AtomicInteger();
    public final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    /** What streams are answered with: 200, or else. */
    public volatile int streamStatus = 200;

    /** What who fetches the ruleset is answered with: 200, or else. */
    public volatile int rulesetStatus = 200;

    public volatile int telemetryStatus = 202;
    public volatile int segmentStatus = 200;
    /** The hashes that are served, by {@code key?version=…}. */
    public final Map<String, byte[]> segments = new ConcurrentHashMap<>();

    public final BlockingQueue<String> segmentRequests = new LinkedBlockingQueue<>();
    /** Whether a stream begins with anything at all. */
    public volatile boolean mute;

    private volatile ObjectNode ruleset = ruleset(1);

    public TestServer() throws IOException {
        this(0);
    }

    public TestServer(int port) throws IOException {
        this(HttpServer.create(at(port), 0), "http");
    }

    /** A server that speaks TLS, and asks clients who they are where they must say so. */
    public TestServer(SSLContext tls, boolean asksClients) throws IOException {
        this(secure(tls, asksClients), "https");
    }

    private static HttpServer secure(SSLContext tls, boolean asksClients) throws IOException {
        HttpsServer secure = HttpsServer.create(at(0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = tls.getDefaultSSLParameters();
                parameters.setNeedClientAuth(asksClients);
                connection.setSSLParameters(parameters);
            }
        });
        return secure;
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private TestServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/sdk/v1/stream", this::stream);
        server.createContext("/sdk/v1/ruleset", this::fetch);
        server.createContext("/sdk/v1/segments/", this::segment);
        server.createContext("/sdk/v1/telemetry", this::telemetry);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    /** A ruleset at a revision, whose flag {@code revision} says which. */
    public static ObjectNode ruleset(long revision) {
        return ruleset(revision, flag(revision));
    }

    public static ObjectNode ruleset(long revision, JsonNode flag) {
        ObjectNode node = Json.object()
                .put("schema", 1)
                .put("project", "comics")
                .put("environment", "production")
                .put("epoch", 1)
                .put("revision", revision);
        node.putObject("flags").set("revision", flag);
        return node;
    }

    public static ObjectNode flag(long revision) {
        ObjectNode flag = Json.object()
                .put("type", "integer")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "v");
        flag.putObject("variants").put("v", revision);
        flag.putObject("default").put("variant", "v");
        return flag;
    }

    public ObjectNode ruleset() {
        return ruleset;
    }

    /** A boolean flag on which a release runs in nz: on for the first buckets, off for the others. */
    public static ObjectNode released(int buckets, String... metrics) {
        ObjectNode flag = Json.object()
                .put("type", "boolean")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "off");
        flag.putObject("variants").put("on", true).put("off", false);
        ArrayNode ranges = flag.putObject("default")
                .putObject("split")
                .put("by", "targetingKey")
                .putArray("ranges");
        ranges.addObject().put("to", buckets).put("variant", "on");
        if (buckets < 100_000) {
            ranges.addObject().put("to", 100_000).put("variant", "off");
        }
        ObjectNode release = flag.putObject("release")
                .put("id", "r1")
                .put("stage", 0)
                .put("treatment", "on")
                .put("control", "off");
        release.putArray("regions").add("nz");
        release.set("metrics", Json.node(List.of(metrics)));
        return flag;
    }

    /** A revision with these flags. */
    public static ObjectNode rulesetOf(long revision, Map<String, ? extends JsonNode> flags) {
        ObjectNode node = ruleset(revision);
        ObjectNode all = node.putObject("flags");
        flags.forEach(all::set);
        return node;
    }

    /** What is served from now on; streams that are open hear nothing of it. */
    public void serve(ObjectNode next) {
        ruleset = next;
    }

    /** The next revision, sent to every stream as a change. */
    public void change() {
        change(null);
    }

    /** The next revision, sent to every stream as a change with a digest of the test's own. */
    public void change(@Nullable String digest) {
        long from = ruleset.get("revision").asLong();
        ObjectNode next = ruleset(from + 1);
        ruleset = next;
        ObjectNode change = ChangeJson.write(
                1,
                from,
                from + 1,
                Map.of("revision", flag(from + 1)),
                Map.of(),
                null,
                digest == null ? Canonical.digest(next) : digest);
        sendAll("event: change\nid: 1-" + (from + 1) + "\ndata: " + change + "\n\n");
    }

    /** Another ruleset, one revision on, sent to every stream as a change. */
    public void changeTo(ObjectNode next) {
        long from = ruleset.get("revision").asLong();
        ruleset = next;
        Map<String, JsonNode> flags = new HashMap<>();
        next.path("flags").properties().forEach(each -> flags.put(each.getKey(), each.getValue()));
        Map<String, JsonNode> segments = new HashMap<>();
        next.path("segments").properties().forEach(each -> segments.put(each.getKey(), each.getValue()));
        ObjectNode change = ChangeJson.write(1, from, from + 1, flags, segments, null, Canonical.digest(next));
        sendAll("event: change\nid: 1-" + (from + 1) + "\ndata: " + change + "\n\n");
    }

    /** Writes text to every open stream; {@code null} text is written as {@code ""} and ends it. */
    public void sendAll(String text) {
        streams.forEach(stream -> stream.add(text));
    }

    public void endStreams() {
        sendAll("");
    }

    private void stream(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        opened.add(new Opened(query, exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        if (streamStatus != 200) {
            exchange.sendResponseHeaders(streamStatus, -1);
            exchange.close();
            return;
        }
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        streams.add(queue);
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            boolean muted = mute; // such a stream never says a word, or its first would be a lie
            if (!muted) {
                boolean current = query.contains("revision=" + ruleset.get("revision") + "");
                write(body, current ? ": current\n\n" : "event: ruleset\ndata: " + ruleset + "\n\n");
            }
            for (String text = next(queue, muted); !text.isEmpty(); text = next(queue, muted)) {
                write(body, text);
            }
            closed(queue); // before the client can know of it
        } finally {
            closed(queue);
            exchange.close();
        }
    }

    private void closed(BlockingQueue<String> queue) {
        if (streams.remove(queue)) {
            open.decrementAndGet();
        }
    }

    /** A comment now and then, so that a stream whose client has gone is noticed. */
    private String next(BlockingQueue<String> queue, boolean muted) throws IOException {
        try {
            while (true) {
                String text = queue.poll(50, TimeUnit.MILLISECONDS);
                if (text != null) {
                    return text;
                }
                if (!mute && !muted) {
                    return ": \n";
                }
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private void fetch(HttpExchange exchange) throws IOException {
        fetched.incrementAndGet();
        if (rulesetStatus != 200) {
            exchange.sendResponseHeaders(rulesetStatus, -1);
            exchange.close();
            return;
        }
        String tag = "\"1-" + ruleset.get("revision").asLong() + '"';
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        byte[] body = Json.bytes(ruleset);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void segment(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString().substring("/sdk/v1/segments/".length());
        segmentRequests.add(asked);
        byte[] body = segments.getOrDefault(asked, new byte[0]);
        exchange.getResponseHeaders().set("ETag", '"' + asked.substring(asked.indexOf('=') + 1) + '"');
        int status = !segments.containsKey(asked) ? 404 : segmentStatus;
        exchange.sendResponseHeaders(status, status == 200 && body.length > 0 ? body.length : -1);
        if (status == 200) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void telemetry(HttpExchange exchange) throws IOException {
        JsonNode batch = Json.parse(exchange.getRequestBody().readAllBytes());
        int status = telemetryStatus; // before a test that sees the batch can set another
        telemetry.add(batch);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** The first batch that has a field, waited for. */
    public JsonNode awaitTelemetry(String field) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            JsonNode batch = telemetry.poll(10, TimeUnit.SECONDS);
            if (batch == null) {
                break;
            }
            if (batch.has(field)) {
                return batch;
            }
        }
        throw new UncheckedIOException(new IOException("no batch has " + field));
    }

    @Override
    public void close() {
        endStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
