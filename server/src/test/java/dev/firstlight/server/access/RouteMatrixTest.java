package dev.firstlight.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Every route, asked for by every kind of caller, in every way that a path can be written: nobody gets what is not theirs,
 * and everybody gets what is.
 */
@QuarkusTest
@QuarkusTestResource(Database.class)
class RouteMatrixTest {

    private static final int AT_ONCE = 32;

    /** What a request that is let in is not answered with, and one that is not is. */
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** What a strangely written path may be answered with besides. */
    private static final Set<Integer> UNKNOWN = Set.of(400, 401, 403, 404, 405);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** Ways to write the address of {@code /api/v1/projects/x/…} so that one part of a server may read it otherwise than another. */
    private static Map<String, UnaryOperator<String>> encodings(String project) {
        Map<String, UnaryOperator<String>> ways = new LinkedHashMap<>();
        ways.put("parameter", path -> path + ";x=1");
        ways.put("encoded parameter", path -> path + "%3bx=1");
        ways.put("two slashes", path -> "/" + path);
        ways.put("dot", path -> path.replaceFirst("/", "/./"));
        ways.put("encoded dot", path -> path.replaceFirst("/", "/%2e/"));
        ways.put("dots", path -> "/public/.." + path);
        ways.put("encoded dots", path -> "/q/health/%2E%2e/.." + path);
        ways.put("encoded slash", path -> path.replaceFirst("(?<=.)/", "%2F"));
        ways.put("backslash", path -> path.replaceFirst("(?<=.)/", "%5c"));
        ways.put("character 0", path -> path + "%00");
        ways.put("slash at the end", path -> path + "/");
        ways.put("upper case", path -> path.toUpperCase(java.util.Locale.ROOT));
        ways.put("encoded letters", path -> path.replace("/api/", "/%61pi/").replace("projects", "pr%6Fjects"));
        ways.put("encoded key", path -> path.replace(project, "%70" + project.substring(1)));
        return ways;
    }

    @Test
    void everyOperationHasARowInTheTable() throws IOException {
        assertThat(new TreeSet<>(Routes.table().stream().map(Routes.Route::name).toList()))
                .as("say in src/test/resources/access/routes.txt who may ask for each operation")
                .isEqualTo(Routes.documented());
    }

    @Test
    void everybodyGetsWhatIsTheirsAndNothingElse() throws Exception {
        String project = Api.project();
        List<Actors.Actor> actors = Actors.of(project, Api.project());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Routes.Route route : Routes.table()) {
            for (Actors.Actor actor : actors) {
                boolean may = actor.may(route);
                String path = route.at(may && deletesTheProject(route) ? "nosuch" : project);
                all.add(ask(route, actor, path, "plain", may));
                if (!may) {
                    encodings(project).forEach((way, written) -> {
                        String strange = written.apply(path);
                        if (!strange.equals(path)) {
                            all.add(ask(route, actor, strange, way, false));
                        }
                    });
                }
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(surprises).isEmpty();
        assertThat(asked).hasValueGreaterThan(10_000);
    }

    /** By whoever may, for whom it is another's turn. */
    private static boolean deletesTheProject(Routes.Route route) {
        return route.method().equals("DELETE")
                && (route.path().endsWith("/{project}") || route.path().endsWith("/environments/{environment}"));
    }

    private CompletableFuture<Void> ask(Routes.Route route, Actors.Actor actor, String path, String way, boolean may) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(
                        route.method(),
                        route.method().equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (!actor.secret().isEmpty()) {
            request.header("Authorization", "Bearer " + actor.secret());
        }
        room.acquireUninterruptibly();
        asked.incrementAndGet();
        return client.sendAsync(request.build(), RouteMatrixTest::body)
                .thenAccept(response -> judge(route, actor, path, way, may, response))
                .whenComplete((done, e) -> {
                    room.release();
                    if (e != null) {
                        surprises.add(route.name() + " by " + actor.name() + ", " + way + ": " + e);
                    }
                });
    }

    private void judge(
            Routes.Route route,
            Actors.Actor actor,
            String path,
            String way,
            boolean may,
            HttpResponse<Optional<InputStream>> response) {
        close(response);
        int status = response.statusCode();
        boolean plain = way.equals("plain");
        boolean right = may
                ? !REFUSED.contains(status) && status < 500
                : plain
                        ? status == (actor.secret().isEmpty() ? 401 : 403)
                        : UNKNOWN.contains(status) || isPage(response);
        if (!right) {
            surprises.add(route.name() + " by " + actor.name() + ", " + way + " (" + path + "): " + status);
        }
    }

    /** The console's page is anybody's, whatever the address. */
    private static boolean isPage(HttpResponse<Optional<InputStream>> response) {
        return response.statusCode() == 200
                && response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    /** A stream never ends and is left; all else is read, so that its connection serves the next request. */
    private static HttpResponse.BodySubscriber<Optional<InputStream>> body(HttpResponse.ResponseInfo response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
                ? HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofInputStream(), Optional::of)
                : HttpResponse.BodySubscribers.replacing(Optional.empty());
    }

    private static void close(HttpResponse<Optional<InputStream>> response) {
        response.body().ifPresent(stream -> {
            try {
                stream.close();
            } catch (IOException e) {
                // a stream that was cut short
            }
        });
    }
}
