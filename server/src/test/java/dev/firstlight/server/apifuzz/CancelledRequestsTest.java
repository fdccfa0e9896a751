package dev.firstlight.server.apifuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Clients that go away midway, at any moment, leave nothing behind: no connection, no lock, no lane that is stuck. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class CancelledRequestsTest {

    private static final int REQUESTS = Integer.getInteger("cancelled.requests", 1_500);
    private static final int CLIENTS = 48;
    private static final int WAITING = 200;

    @Inject
    Pool pool;

    /** Of transactions; both have as many connections. */
    @Inject
    @ReactiveDataSource("sessions")
    Pool sessions;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    private final Queue acknowledged = new Queue();
    private String project = "";
    private String serverKey = "";

    /** What was acknowledged and so must be there. */
    private static final class Queue extends ConcurrentLinkedQueue<String> {
        private static final long serialVersionUID = 1L;
    }

    private record Kind(String method, String path, String key, String type, String body) {}

    @Test
    void leaveThePoolWhole() throws Exception {
        prepare();
        List<String> refusedAtOnce = answersOfEachKind();

        AtomicInteger next = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        for (int client = 0; client < CLIENTS; client++) {
            SplittableRandom random = new SplittableRandom(client);
            threads.submit(() -> {
                for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
                    cutOff(kinds(i).get(random.nextInt(kinds(i).size())), random);
                }
            });
        }
        threads.submit(() -> write(over));
        while (next.get() < REQUESTS) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
        over.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();

        assertNothingIsHeld();
        assertThat(answersOfEachKind()).isEqualTo(refusedAtOnce);
        assertThat(acknowledged).isNotEmpty();
        for (String flag : acknowledged) {
            Api.admin()
                    .get("/api/v1/projects/" + project + "/flags/" + flag)
                    .then()
                    .statusCode(200);
        }
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit/verify")
                .then()
                .statusCode(200)
                .body("ok", org.hamcrest.Matchers.equalTo(true));
    }

    /** The moment that hurts most: all connections are taken, and those who wait for one go away. */
    @Test
    void whileTheyWaitForAConnection() throws Exception {
        prepare();
        for (int round = 0; round < 3; round++) {
            List<SqlConnection> taken = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                taken.add(pool.getConnection().await().atMost(Duration.ofSeconds(10)));
                taken.add(sessions.getConnection().await().atMost(Duration.ofSeconds(10)));
            }
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                List<Kind> kinds = kinds(10_000_000 + round * WAITING + i);
                Socket socket = new Socket("127.0.0.1", RestAssured.port);
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(bytes(kinds.get(i % kinds.size())));
                waiting.add(socket);
            }
            Thread.sleep(500);
            for (Socket socket : waiting) {
                socket.close();
            }
            Thread.sleep(500);
            taken.forEach(connection -> connection.close().await().atMost(Duration.ofSeconds(5)));
            assertNothingIsHeld();
        }
        assertThat(answersOfEachKind()).isNotEmpty();
    }

    /** Requests that need more than one connection do not keep each other from the second. */
    @Test
    void manyAtOnceDoNotWaitForEachOther() throws Exception {
        prepare();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(threads.submit(this::answersOfEachKind));
        }
        for (Future<List<String>> one : all) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isNotEmpty();
        }
        threads.shutdownNow();
        assertNothingIsHeld();
    }

    private void prepare() {
        project = Api.project();
        serverKey = Api.sdkKey(project, "server");
        for (int i = 0; i < 20; i++) {
            FlagApi.create(project, "flag-" + i);
        }
        Api.admin()
                .body(Map.of("included", List.of("a")))
                .put("/api/v1/projects/" + project + "/environments/production/segments/beta")
                .then()
                .statusCode(200);
    }

    private List<Kind> kinds(int number) {
        String api = "/api/v1/projects/" + project;
        String place = api + "/environments/production";
        String flag = "flag-" + number % 20;
        String json = "application/json";
        String turn = number % 2 == 0 ? "turnOn" : "turnOff";
        return List.of(
                new Kind("GET", api + "/flags?limit=500", Api.ADMIN, "", ""),
                new Kind("GET", api + "/audit?limit=500", Api.ADMIN, "", ""),
                new Kind("GET", api + "/flags/" + flag + "/environments/production/history", Api.ADMIN, "", ""),
                new Kind("GET", api + "/unknown-flags", Api.ADMIN, "", ""),
                new Kind("GET", api + "/live", Api.ADMIN, "", ""),
                new Kind("GET", "/sdk/v1/stream", serverKey, "", ""),
                new Kind("GET", "/sdk/v1/ruleset", serverKey, "", ""),
                new Kind("POST", "/ofrep/v1/evaluate/flags", serverKey, json, "{\"context\":{\"targetingKey\":\"x\"}}"),
                new Kind(
                        "POST",
                        "/sdk/v1/telemetry",
                        serverKey,
                        json,
                        "{\"instance\":\"i" + number % 50 + "\",\"seq\":" + number
                                + ",\"sdk\":{\"name\":\"t\",\"version\":\"1\"},\"evaluations\":[{\"flag\":\"" + flag
                                + "\",\"variant\":\"on\",\"reason\":\"STATIC\",\"count\":1}]}"),
                new Kind(
                        "POST",
                        api + "/flags/" + flag + "/environments/production/changes",
                        Api.ADMIN,
                        json,
                        "{\"instructions\":[{\"kind\":\"" + turn + "\"}]}"),
                new Kind(
                        "POST",
                        place + "/changes",
                        Api.ADMIN,
                        json,
                        "{\"changes\":[{\"flag\":\"" + flag + "\",\"instructions\":[{\"kind\":\"" + turn + "\"}]}]}"),
                new Kind("POST", api + "/flags", Api.ADMIN, json, flagOf("cut-" + number)),
                new Kind(
                        "PUT",
                        place + "/segments/made-" + number % 30,
                        Api.ADMIN,
                        json,
                        "{\"included\":[\"user-" + number + "\"]}"),
                new Kind("PUT", place + "/segments/beta/keys", Api.ADMIN, "text/plain", keys(number)),
                new Kind(
                        "POST",
                        place + "/import?from=flagd&contexts=10",
                        Api.ADMIN,
                        json,
                        "{\"flags\":{\"import-" + number
                                + "\":{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"defaultVariant\":\"on\"}}}"),
                new Kind("PUT", api + "/metrics/m" + number % 10, Api.ADMIN, json, "{\"name\":\"Metric\"}"));
    }

    private static String flagOf(String key) {
        return "{\"key\":\"" + key + "\",\"type\":\"boolean\",\"variants\":{\"on\":true,\"off\":false}}";
    }

    private static String keys(int number) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            lines.append("user-").append(number).append('-').append(i).append('\n');
        }
        return lines.toString();
    }

    private byte[] bytes(Kind kind) {
        byte[] body = kind.body().getBytes(StandardCharsets.UTF_8);
        String head = kind.method() + " " + kind.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + kind.key() + "\r\nIf-Match: \"1\"\r\n"
                + (kind.type().isEmpty()
                        ? ""
                        : "Content-Type: " + kind.type() + "\r\nContent-Length: " + body.length + "\r\n")
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /** Sends a part or all of a request and goes away at some moment, mostly with a reset. */
    private void cutOff(Kind kind, SplittableRandom random) {
        byte[] request = bytes(kind);
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(500);
            if (random.nextInt(4) > 0) {
                // Closing then resets.
                socket.setSoLinger(true, 0);
            }
            int way = random.nextInt(6);
            int sent = way == 0 ? random.nextInt(request.length) : request.length;
            socket.getOutputStream().write(request, 0, sent);
            socket.getOutputStream().flush();
            switch (way) {
                case 2 -> Thread.sleep(random.nextInt(4));
                case 3 -> Thread.sleep(random.nextInt(40));
                case 4 -> socket.getInputStream().read(new byte[1 + random.nextInt(200)]);
                case 5 -> socket.shutdownOutput();
                default -> {
                    // At once.
                }
            }
        } catch (IOException e) {
            // That is what it is about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody who stays: what is acknowledged to them is kept. */
    private void write(AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            String flag = "kept-" + i;
            int status = Api.admin()
                    .body(flagOf(flag))
                    .post("/api/v1/projects/" + project + "/flags")
                    .statusCode();
            if (status == 201) {
                acknowledged.add(flag);
            }
        }
    }

    /** As many connections as the pool has can be had at once; none is in a transaction, nobody waits for a lock. */
    private void assertNothingIsHeld() throws InterruptedException {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(count("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"))
                    .as("transactions left open")
                    .isZero();
            assertThat(count("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .as("who waits for a lock")
                    .isZero();
        });
        assertIsWhole(pool);
        assertIsWhole(sessions);
    }

    private void assertIsWhole(Pool pool) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(connections);
        List<SqlConnection> held = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < connections; i++) {
            pool.getConnection().subscribe().with(connection -> {
                held.add(connection);
                all.countDown();
            });
        }
        boolean whole = all.await(10, TimeUnit.SECONDS);
        int had = held.size();
        // A copy: whoever still waits for one adds to the list when the first is given back.
        List.copyOf(held).forEach(connection -> connection.close().await().atMost(Duration.ofSeconds(5)));
        assertThat(whole)
                .as("of %d connections %d could be had", connections, had)
                .isTrue();
    }

    private long count(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(5))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Each kind of request is answered, and soon; the statuses, but those that differ from one time to the next. */
    private List<String> answersOfEachKind() throws IOException {
        List<String> answers = new ArrayList<>();
        for (Kind kind : kinds(1_000_001)) {
            long from = System.nanoTime();
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream().write(bytes(kind));
                String first = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
                long millis = (System.nanoTime() - from) / 1_000_000;
                assertThat(millis).as("%s", kind).isLessThan(3_000);
                int status = Integer.parseInt(first.substring(9));
                assertThat(status).as("%s", kind).isLessThan(500);
                answers.add(kind.method() + " " + kind.path() + " " + (status < 400 || status == 409 || status == 412));
            } catch (SocketTimeoutException e) {
                throw new AssertionError(kind.method() + " " + kind.path() + " is not answered", e);
            }
        }
        return answers;
    }
}
