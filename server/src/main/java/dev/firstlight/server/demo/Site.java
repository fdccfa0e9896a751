package dev.firstlight.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** One of the company's websites as its readers, and the page of the demo, see it. */
final class Site {

    private final String name;
    private final String region;
    private final int port;
    private final Path log;
    private final HttpClient http;
    private final LongAdder served = new LongAdder();
    private final LongAdder treated = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private long drained = System.nanoTime();

    Site(String name, String region, int port, Path log, HttpClient http) {
        this.name = name;
        this.region = region;
        this.port = port;
        this.log = log;
        this.http = http;
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    /** What the application itself wrote down: a line a visit. */
    Path log() {
        return log;
    }

    void visit(long reader) {
        send("/comics/" + (reader * 7 + 1) % 1_000 + "?reader=" + name + "-" + reader);
    }

    void edition(boolean spring) {
        send(spring ? "/edition/spring" : "/edition/winter");
    }

    private void send(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenAccept(this::count);
    }

    private void count(HttpResponse<Void> response) {
        response.headers().firstValue("X-Variant").ifPresent(variant -> {
            served.increment();
            if (variant.equals("on")) {
                treated.increment();
            }
            if (response.statusCode() != 200) {
                errors.increment();
            }
        });
    }

    /** What happened since the last time somebody asked. */
    synchronized Visits drain() {
        long now = System.nanoTime();
        double seconds = (now - drained) / 1e9;
        drained = now;
        return new Visits(name, region, seconds, served.sumThenReset(), treated.sumThenReset(), errors.sumThenReset());
    }

    /** Visits of some span of time. */
    record Visits(String name, String region, double seconds, long served, long treated, long errors) {}
}
