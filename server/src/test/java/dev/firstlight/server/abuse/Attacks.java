package dev.firstlight.server.abuse;

import dev.firstlight.server.abuse.Volley.Shot;
import dev.firstlight.server.support.Api;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All of them, by name; each goes on for a time, and tells what came of it. */
final class Attacks {

    private static final String HEAD = " HTTP/1.1\r\nHost: abuse\r\n";

    private final Target target;
    private final int crowd;

    interface Attack {
        /** Until then; gives what was seen, and what was wrong. */
        Outcome until(long end) throws IOException, InterruptedException;
    }

    /**
     * What came of an attack.
     *
     * @param seen for the page
     * @param wrong what should not have been
     */
    record Outcome(String seen, List<String> wrong) {}

    /**
     * All attacks on a server.
     *
     * @param crowd how many connections a crowd is
     */
    Attacks(Target target, int crowd) {
        this.target = target;
        this.crowd = crowd;
    }

    Map<String, Attack> all() {
        Map<String, Attack> all = new LinkedHashMap<>();
        all.put(crowd + " connections that say nothing", end -> crowd("", "", end));
        all.put(
                crowd + " half-open requests, a header's letter at a time",
                end -> crowd("GET /" + HEAD + "X-A: ", "a", end));
        all.put("bodies that never end, of nobody", this::slowBodies);
        all.put("bodies without a length that never end", this::endlessBodies);
        all.put("headers too large, too many, and without end", this::headers);
        all.put("JSON that is deep, wide, long, or double", end -> volley(Documents.bombs(target), end));
        all.put("bodies that grow when unpacked", end -> volley(Documents.packed(target), end));
        all.put("patterns and texts for them", end -> volley(Documents.patterns(target), end));
        all.put("passwords, guessed by many at once", this::passwords);
        all.put("requests without waiting for answers", this::pipelines);
        all.put("HTTP/2: streams opened and cancelled", end -> new SecondVersion(target).rapidResets(end));
        all.put("HTTP/2: headers that go on and on", end -> new SecondVersion(target).endlessHeaders(end));
        return all;
    }

    private Outcome crowd(String beginning, String drop, long end) throws IOException, InterruptedException {
        try (Flood flood = new Flood(target)) {
            flood.open(crowd, beginning);
            flood.dripUntil(end, drop);
            return new Outcome(flood.refused() + " closed by the server", List.of());
        }
    }

    /** As many as there are places for each kind of request, and more. */
    private Outcome slowBodies(long end) throws IOException, InterruptedException {
        try (Flood flood = new Flood(target)) {
            for (String path :
                    List.of("/api/v1/session", "/api/v1/setup", "/sdk/v1/telemetry", "/ofrep/v1/evaluate/flags")) {
                flood.open(
                        300, "POST " + path + HEAD + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
            }
            flood.dripUntil(end, " ");
            return new Outcome(flood.refused() + " of 1200 closed by the server", List.of());
        }
    }

    private Outcome endlessBodies(long end) throws IOException, InterruptedException {
        try (Flood flood = new Flood(target)) {
            for (String path : List.of("/api/v1/session", "/sdk/v1/telemetry")) {
                flood.open(
                        50,
                        "POST " + path + HEAD + "Authorization: Bearer " + target.serverKey()
                                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            }
            flood.dripUntil(end, "8000\r\n" + " ".repeat(0x8000) + "\r\n");
            return new Outcome(flood.refused() + " of 100 closed by the server", List.of());
        }
    }

    private Outcome headers(long end) throws IOException, InterruptedException {
        List<Shot> shots = new ArrayList<>();
        shots.add(Shot.raw("one large", "GET /" + HEAD + "X-A: " + "a".repeat(1 << 20) + "\r\n\r\n"));
        shots.add(Shot.raw("many small", "GET /" + HEAD + "A: b\r\n".repeat(100_000) + "\r\n"));
        shots.add(Shot.raw(
                "as many as are taken", "GET /" + HEAD + "A: b\r\n".repeat(2_000) + "Connection: close\r\n\r\n"));
        shots.add(Shot.raw("a long address", "GET /" + "a".repeat(1 << 20) + HEAD + "\r\n"));
        shots.add(Shot.raw("a long method", "G".repeat(1 << 20) + " /" + HEAD + "\r\n"));
        shots.add(Shot.raw(
                "many cookies", "GET /" + HEAD + "Cookie: " + "a=b; ".repeat(2_500) + "\r\nConnection: close\r\n\r\n"));
        shots.add(Shot.raw("many parameters", "GET /?" + "a=b&".repeat(900) + HEAD + "Connection: close\r\n\r\n"));
        shots.add(Shot.raw(
                "many ranges",
                "GET /" + HEAD + "Range: bytes=" + "0-1,".repeat(3_000) + "\r\nConnection: close\r\n\r\n"));
        shots.add(Shot.raw(
                "many languages",
                "GET /" + HEAD + "Accept-Language: " + "a,".repeat(7_000) + "\r\nConnection: close\r\n\r\n"));
        shots.add(Shot.raw(
                "many encodings",
                "GET /sdk/v1/ruleset" + HEAD + "Authorization: Bearer " + target.serverKey() + "\r\nAccept-Encoding: "
                        + "gzip;q=0,".repeat(1_500) + "\r\nConnection: close\r\n\r\n"));
        return volley(shots, end);
    }

    private Outcome volley(List<Shot> shots, long end) throws InterruptedException {
        Volley volley = new Volley(target);
        volley.until(end, shots);
        return new Outcome(volley.answers().toString(), volley.wrong());
    }

    /** Each costs 19 MiB and a tenth of a second where it is looked at. */
    private Outcome passwords(long end) throws IOException, InterruptedException {
        try (Flood flood = new Flood(target)) {
            byte[] body = "{\"email\":\"nobody@example.org\",\"password\":\"not the right one\"}"
                    .getBytes(StandardCharsets.US_ASCII);
            String request = "POST /api/v1/session" + HEAD
                    + "X-Firstlight: console\r\nContent-Type: application/json\r\n" + "Content-Length: " + body.length
                    + "\r\n\r\n" + new String(body, StandardCharsets.US_ASCII);
            flood.open(120, request);
            flood.dripUntil(end, request);
            return new Outcome("120 connections, two a second on each", List.of());
        }
    }

    private Outcome pipelines(long end) throws IOException, InterruptedException {
        byte[] request = ("GET /api/v1/projects/" + Target.PROJECT + "/flags?limit=500" + HEAD
                        + "Authorization: Bearer " + Api.ADMIN + "\r\n\r\n")
                .repeat(200)
                .getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(target.host(), target.port());
                sockets.add(socket);
                Thread writer = new Thread(() -> writeOn(socket, request), "pipeline");
                writer.setDaemon(true);
                writer.start();
            }
            while (System.nanoTime() < end) {
                Thread.sleep(100);
                sent++;
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        return new Outcome("8 connections that read nothing, " + sent / 10 + " s", List.of());
    }

    private static void writeOn(Socket socket, byte[] request) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 5_000; i++) {
                out.write(request);
            }
        } catch (IOException closed) {
            // It is over.
        }
    }
}
