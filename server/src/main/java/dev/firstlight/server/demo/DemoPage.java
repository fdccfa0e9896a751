package dev.firstlight.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A page with the websites' pulse and three buttons: break it, heal it, run again. */
final class DemoPage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FILES =
            Map.of("/", "text/html", "/demo.js", "text/javascript", "/demo.css", "text/css");

    /** What the buttons do. */
    interface Buttons {
        void edition(boolean spring);

        void runAgain();
    }

    private final List<Site> sites;
    private final Narrator narrator;
    private final Buttons buttons;
    private final String console;

    DemoPage(List<Site> sites, Narrator narrator, Buttons buttons, String console) {
        this.sites = sites;
        this.narrator = narrator;
        this.buttons = buttons;
        this.console = console;
    }

    String start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Place.freePort(8090)), 64);
        server.setExecutor(Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "demo-page");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                press(exchange, path);
            } else if (path.equals("/state")) {
                Map<String, Object> state = Map.of(
                        "console", console,
                        "said", narrator.said(),
                        "sites", sites.stream().map(Site::drain).toList());
                answer(exchange, 200, "application/json", JSON.writeValueAsBytes(state));
            } else {
                file(exchange, path);
            }
        }
    }

    /** A button of another page must not press ours: browsers send this header only where they may. */
    private void press(HttpExchange exchange, String path) throws IOException {
        if (!"page".equals(exchange.getRequestHeaders().getFirst("X-Demo"))) {
            answer(exchange, 403, "text/plain", "only from the demo's own page".getBytes(StandardCharsets.UTF_8));
            return;
        }
        switch (path) {
            case "/break" -> buttons.edition(true);
            case "/heal" -> buttons.edition(false);
            case "/again" -> buttons.runAgain();
            default -> {
                answer(exchange, 404, "text/plain", new byte[0]);
                return;
            }
        }
        answer(exchange, 200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        String type = FILES.get(path);
        String name = path.equals("/") ? "/demo.html" : path;
        try (InputStream in = type == null ? null : DemoPage.class.getResourceAsStream("/demo" + name)) {
            if (in == null || type == null) {
                answer(exchange, 404, "text/plain", new byte[0]);
            } else {
                answer(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
