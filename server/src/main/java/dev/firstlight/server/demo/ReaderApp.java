package dev.firstlight.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The Comic Co.'s website in one region, in a process of its own: an ordinary application that asks a flag which viewer
 * to use, and says when a reader met an error.
 */
final class ReaderApp {

    static final String FLAG = "panel-viewer-v2";
    static final String METRIC = "panel.error";

    private final FlagClient flags;
    private final String region;
    private final BufferedWriter log;
    private final Viewer classic = new ClassicViewer();
    private final Viewer panels = new PanelViewer();
    private volatile Catalogue catalogue = new Catalogue(false);

    private ReaderApp(FlagClient flags, String region, BufferedWriter log) {
        this.flags = flags;
        this.region = region;
        this.log = log;
    }

    /** Serves until its standard input ends: that is how it learns that whoever started it is gone. */
    public static void main(String[] args) throws IOException {
        String region = env("REGION");
        try (FlagClient flags = FlagClient.builder()
                        .url(env("FIRSTLIGHT_URL"))
                        .sdkKey(env("SDK_KEY"))
                        .region(region)
                        .build();
                BufferedWriter log = Files.newBufferedWriter(Path.of(env("LOG")))) {
            ReaderApp app = new ReaderApp(flags, region, log);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            server.setExecutor(Executors.newFixedThreadPool(4));
            server.createContext("/comics/", app::comic);
            server.createContext("/edition/", app::edition);
            flags.awaitReady(Duration.ofSeconds(30));
            server.start();
            System.out.println("port " + server.getAddress().getPort());
            while (System.in.read() >= 0) {}
            server.stop(0);
        }
        System.exit(0);
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private void comic(HttpExchange exchange) throws IOException {
        String reader = exchange.getRequestURI().getQuery().substring("reader=".length());
        int number = Integer.parseInt(exchange.getRequestURI().getPath().substring("/comics/".length()));
        Context context = Context.of(reader);
        boolean treatment = flags.boolValue(FLAG, context, false);
        int status = 200;
        String page;
        try {
            page = (treatment ? panels : classic).show(catalogue.comic(number));
        } catch (RuntimeException e) {
            flags.track(METRIC, context);
            status = 500;
            page = "Sorry. " + e.getMessage();
        }
        note(reader, treatment, status);
        answer(exchange, status, treatment, page);
    }

    private void note(String reader, boolean treatment, int status) throws IOException {
        synchronized (log) {
            log.write(Instant.now() + " " + region + " " + reader + " " + (treatment ? "on" : "off") + " "
                    + (status == 200 ? "ok" : "error"));
            log.newLine();
            log.flush();
        }
    }

    private void edition(HttpExchange exchange) throws IOException {
        catalogue = new Catalogue(exchange.getRequestURI().getPath().endsWith("/spring"));
        answer(exchange, 200, false, "ok");
    }

    private static void answer(HttpExchange exchange, int status, boolean treatment, String page) throws IOException {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(Map.of("X-Variant", java.util.List.of(treatment ? "on" : "off")));
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
