package dev.firstlight.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import dev.firstlight.client.Subscription;
import dev.firstlight.core.Context;
import dev.firstlight.core.UnitHash;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feature in a Jersey without servlets, whose requests share one thread. */
@Timeout(60)
class RequestOutcomeFeatureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int DELAY_MILLIS = 30;
    /** Held on to, or the logging framework forgets its level. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish");

    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** Ends as it is told to. */
    @Path("/")
    public static final class Shop {

        private final FlagClient flags;
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Shop(FlagClient flags) {
            this.flags = flags;
        }

        private void ask(String user) {
            flags.boolValue("new-checkout", Context.of(user), false);
        }

        @GET
        @Path("well")
        public String well(@QueryParam("user") String user) {
            ask(user);
            return "well";
        }

        @HEAD
        @Path("head")
        public Response head(@QueryParam("user") String user) {
            ask(user);
            return Response.ok("unseen").build();
        }

        @GET
        @Path("badly")
        public Response badly(@QueryParam("user") String user) {
            ask(user);
            return Response.status(503).build();
        }

        @GET
        @Path("mapped")
        public String mapped(@QueryParam("user") String user) {
            ask(user);
            throw new Broken();
        }

        @GET
        @Path("missing")
        public String missing(@QueryParam("user") String user) {
            ask(user);
            throw new NotFoundException();
        }

        @GET
        @Path("uncaught")
        public String uncaught(@QueryParam("user") String user) {
            ask(user);
            throw new IllegalStateException("uncaught");
        }

        @GET
        @Path("error")
        public String error(@QueryParam("user") String user) {
            ask(user);
            throw new AssertionError("an error, no exception");
        }

        @GET
        @Path("unwritten")
        public StreamingOutput unwritten(@QueryParam("user") String user) {
            ask(user);
            return out -> {
                out.write("half".getBytes(StandardCharsets.UTF_8));
                throw new IOException("the other half is missing");
            };
        }

        @GET
        @Path("unwritable")
        public Object unwritable(@QueryParam("user") String user) {
            ask(user);
            return new Object();
        }

        /** Asks on the thread on which it came, and once more on another. */
        @GET
        @Path("later")
        public void later(@QueryParam("user") String user, @Suspended AsyncResponse response) {
            ask(user);
            ServedRequest request = ServedRequest.current();
            elsewhere(() -> {
                if (request != null) {
                    try (Subscription attached = request.attach()) {
                        ask(user + " elsewhere");
                    }
                }
                response.resume("later");
            });
        }

        @GET
        @Path("later-badly")
        public void laterBadly(@QueryParam("user") String user, @Suspended AsyncResponse response) {
            ask(user);
            elsewhere(() -> response.resume(new IllegalStateException("later")));
        }

        @GET
        @Path("too-late")
        public void tooLate(@QueryParam("user") String user, @Suspended AsyncResponse response) {
            ask(user);
            response.setTimeout(DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }

        @GET
        @Path("stage")
        public CompletionStage<String> stage(@QueryParam("user") String user) {
            ask(user);
            CompletableFuture<String> answer = new CompletableFuture<>();
            elsewhere(() -> answer.completeExceptionally(new Broken()));
            return answer;
        }

        /** Answered when {@link #release} is asked for, which fails. */
        @GET
        @Path("held")
        public void held(@QueryParam("user") String user, @Suspended AsyncResponse response) {
            ask(user);
            new Thread(() -> {
                        try {
                            released.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        response.resume(Response.status(500).build());
                    })
                    .start();
            waiting.countDown();
        }

        @GET
        @Path("release")
        public String release(@QueryParam("user") String user) {
            ask(user);
            released.countDown();
            return "released";
        }

        private static void elsewhere(Runnable work) {
            new Thread(() -> {
                        try {
                            Thread.sleep(DELAY_MILLIS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        work.run();
                    })
                    .start();
        }
    }

    private record Reported(Map<String, Integer> failed, Map<String, Double> millis) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer flagServer;
    private FlagClient flags;
    private Shop shop;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        JERSEY.setLevel(Level.OFF);
        flagServer = new TestServer();
        flagServer.serve(TestServer.rulesetOf(
                1, Map.of("new-checkout", TestServer.released(100_000, ServedRequest.ERROR, ServedRequest.DURATION))));
        flags = FlagClient.builder()
                .url(flagServer.url())
                .sdkKey("fls_test")
                .region("nz")
                .serverless(true)
                .build();
        assertThat(flags.refresh(PATIENCE)).isTrue();
        shop = new Shop(flags);
        ExceptionMapper<Broken> mapper = new ExceptionMapper<>() {
            @Override
            public Response toResponse(Broken exception) {
                return Response.status(502).entity("mapped").build();
            }
        };
        ResourceConfig application = new ResourceConfig()
                .register(new RequestOutcomeFeature(flags))
                .register(mapper)
                .register(shop);
        server = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application, false);
        server.getListeners().forEach(each -> each.getTransport()
                .setWorkerThreadPoolConfig(
                        ThreadPoolConfig.defaultConfig().setCorePoolSize(1).setMaxPoolSize(1)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
        flags.close();
        flagServer.close();
        JERSEY.setLevel(null);
    }

    private CompletableFuture<Integer> asked(String path) {
        int port = server.getListeners().iterator().next().getPort();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/" + path + "?user=" + path))
                .method(path.equals("head") ? "HEAD" : "GET", HttpRequest.BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> response == null ? 0 : response.statusCode());
    }

    private int ask(String path) throws Exception {
        return asked(path).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** How often each unit failed, and how long its requests took. */
    private Reported reported() {
        assertThat(flags.flush(PATIENCE)).isTrue();
        Map<String, Integer> failed = new HashMap<>();
        Map<String, Double> millis = new HashMap<>();
        for (JsonNode batch : flagServer.telemetry) {
            for (JsonNode outcomes : batch.path("outcomes")) {
                assertThat(outcomes.has("counts")).as("each request once").isFalse();
                for (int i = 0; i < outcomes.get("units").size(); i++) {
                    String unit = outcomes.at("/units/" + i).asText();
                    if (outcomes.has("values")) {
                        millis.put(unit, outcomes.at("/values/" + i).asDouble());
                    } else {
                        failed.merge(unit, 1, Integer::sum);
                    }
                }
            }
        }
        return new Reported(failed, millis);
    }

    private static String unit(String user) {
        return UnitHash.of("r1", user);
    }

    @Test
    void tellsHowRequestsEnd() throws Exception {
        List<String> well = List.of("well", "head", "missing", "later", "later elsewhere");
        List<String> badly = List.of(
                "badly", "mapped", "uncaught", "error", "unwritten", "unwritable", "later-badly", "too-late", "stage");
        Map<String, Integer> statuses = new HashMap<>();
        for (String path : well.subList(0, 4)) {
            statuses.put(path, ask(path));
        }
        for (String path : badly) {
            statuses.put(path, ask(path));
        }
        assertThat(statuses)
                .containsEntry("well", 200)
                .containsEntry("head", 200)
                .containsEntry("missing", 404)
                .containsEntry("badly", 503)
                .containsEntry("mapped", 502)
                .containsEntry("uncaught", 500)
                .containsEntry("later", 200)
                .containsEntry("later-badly", 500)
                .containsEntry("too-late", 503)
                .containsEntry("stage", 502);
        Map<String, Integer> expected = new HashMap<>();
        badly.forEach(path -> expected.put(unit(path), 1));
        List<String> all = new ArrayList<>(well);
        all.addAll(badly);
        Reported reported = awaitReported(all.size());
        assertThat(reported.failed).isEqualTo(expected);
        assertThat(reported.millis.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(RequestOutcomeFeatureTest::unit).toList());
        for (String path : List.of("later", "later-badly", "too-late", "stage")) {
            assertThat(reported.millis.get(unit(path))).as(path).isBetween(DELAY_MILLIS - 1.0, 10_000.0);
        }
    }

    /** A client may have its answer a moment before the server is done with it. */
    private Reported awaitReported(int units) throws InterruptedException {
        Reported reported = reported();
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                reported.millis.size() < units && System.nanoTime() < end;
                reported = reported()) {
            Thread.sleep(5);
        }
        return reported;
    }

    /** While one request waits elsewhere the thread on which it came serves another: what that meets is the other's alone. */
    @Test
    void aThreadThatARequestHasLeftIsNotItsOwn() throws Exception {
        CompletableFuture<Integer> held = asked("held");
        assertThat(shop.waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(ask("well")).isEqualTo(200);
        assertThat(ask("release")).isEqualTo(200);
        assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(500);
        Reported reported = awaitReported(3);
        assertThat(reported.failed).isEqualTo(Map.of(unit("held"), 1));
        assertThat(reported.millis).hasSize(3);
    }

    @Test
    void whatIsNoResourceMeetsNothing() throws Exception {
        assertThat(ask("nowhere")).isEqualTo(404);
        Reported reported = reported();
        assertThat(reported.failed).isEmpty();
        assertThat(reported.millis).isEmpty();
    }
}
