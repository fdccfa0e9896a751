package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An endpoint that keeps what it gets and answers as a test says. */
final class Receiver implements AutoCloseable {

    /**
     * What came.
     *
     * @param headers by their names in lower case
     * @param answered with which status
     */
    record Got(String method, String path, Map<String, String> headers, String body, int answered) {
        JsonNode json() {
            return Json.read(body);
        }

        String id() {
            return String.valueOf(headers.get("webhook-id"));
        }

        List<String> signatures() {
            return List.of(String.valueOf(headers.get("webhook-signature")).split(" "));
        }

        String type() {
            return json().path("type").asText();
        }

        boolean taken() {
            return answered >= 200 && answered < 300;
        }
    }

    /**
     * What to answer.
     *
     * @param status none where it is 0: the connection is closed
     * @param location where a redirect leads
     */
    record Reply(int status, String body, String location, long afterMs) {
        static Reply of(int status) {
            return new Reply(status, "", "", 0);
        }
    }

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile boolean asked;
    private volatile Function<Got, Reply> answers = request -> Reply.of(204);

    private Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Got request = new Got(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body, 0);
            asked = true;
            Reply reply = answers.apply(request);
            got.add(new Got(request.method(), request.path(), headers, body, reply.status()));
            if (reply.afterMs() > 0) {
                Thread.sleep(reply.afterMs());
            }
            if (reply.status() == 0) {
                return;
            }
            if (!reply.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its address by a name that the tests' server may ask. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answer(Function<Got, Reply> how) {
        answers = how;
    }

    /** Whether anything came, answered or not. */
    boolean isAsked() {
        return asked;
    }

    /** All that came so far, and was answered. */
    List<Got> got() {
        return List.copyOf(got);
    }

    List<String> types() {
        return got.stream().map(Got::type).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A new one, on a free port. */
    static Receiver open() {
        try {
            return new Receiver();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
