package dev.firstlight.server.release;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The node's own ticker is kept out by a lease that the test holds; the test's tickers act instead. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class TwoTickersTest {
    @Inject
    DataSource database;

    @Inject
    Ticks ticks;

    @Inject
    Leases leases;

    private long token;

    @BeforeEach
    void takeTheLease() throws Exception {
        token = query("INSERT INTO lease AS l VALUES ('release', 'test', 1, now() + interval '1 hour')"
                + " ON CONFLICT (job) DO UPDATE SET holder = 'test', token = l.token + 1,"
                + " expires = now() + interval '1 hour' RETURNING token");
    }

    @AfterEach
    void giveItBack() throws Exception {
        query("UPDATE lease SET expires = now() - interval '1 second' WHERE job = 'release' RETURNING token");
    }

    @Test
    void twoTickersRollBackOnce() throws Exception {
        World world = new World();
        String id = failing(world);
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> looks = Stream.of(
                            token, token - 1, token, token - 1, token, token - 1, token, token)
                    .<Callable<Boolean>>map(held -> () -> tick(id, held))
                    .toList();
            long acted = 0;
            for (Future<Boolean> look : nodes.invokeAll(looks)) {
                acted += look.get() ? 1 : 0;
            }
            assertThat(acted).isOne();
        } finally {
            nodes.shutdown();
        }
        assertThat(world.release(id).getString("state")).isEqualTo("ROLLED_BACK");
        assertThat(world.release(id).getList("events.kind")).containsExactly("started", "rolledBack");
    }

    @Test
    void aLeaderThatWakesUpLateDoesNothing() throws Exception {
        World world = new World();
        String id = failing(world);
        assertThat(tick(id, token - 1)).isFalse();
        assertThat(world.release(id).getString("state")).isEqualTo("RUNNING");
        assertThat(tick(id, token)).isTrue();
    }

    @Test
    void aLeaseIsOnePersonsUntilItExpires() throws Exception {
        assertThat(take("a")).isNotNull();
        assertThat(take("b")).isNull();
        query("UPDATE lease SET expires = now() - interval '1 second' WHERE job = 'tea' RETURNING token");
        Leases.Lease second = take("b");
        assertThat(second).isNotNull();
        assertThat(second.token()).isEqualTo(2);
        assertThat(take("b")).extracting(Leases.Lease::token).isEqualTo(2L);
        query("DELETE FROM lease WHERE job = 'tea' RETURNING token");
    }

    /** A person starts a value in the moment in which it is taken back: before the rollback is there to be found. */
    @Test
    void whatIsBeingTakenBackDoesNotStartAgain() throws Exception {
        World world = new World();
        Map<String, Object> plan = Map.of("stages", List.of(World.stage("all", 50)), "watch", "PT1H");
        String first = world.start(plan);
        assertThat(world.act(first, "promote").getString("step")).isEqualTo("WATCHING");
        world.edit(Map.of("default", Map.of("variant", "off"))).then().statusCode(200);
        Map<String, Object> draft = new HashMap<>(world.request(plan));
        draft.put("start", false);
        String second = world.create(draft);

        CompletableFuture<Response> started;
        try (Connection rollback = database.getConnection();
                Statement statement = rollback.createStatement()) {
            rollback.setAutoCommit(false);
            statement.execute("SELECT 1 FROM release WHERE id = '" + first + "' FOR UPDATE");
            started = CompletableFuture.supplyAsync(
                    () -> Api.admin().body(Map.of()).post(world.releases + "/" + second + "/start"));
            await().atMost(10, SECONDS).until(() -> query("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            statement.execute("UPDATE release SET state = 'ROLLED_BACK', step = NULL, ended_at = clock_timestamp(),"
                    + " version = version + 1 WHERE id = '" + first + "'");
            rollback.commit();
        }

        started.get(10, SECONDS).then().statusCode(409);
        assertThat(world.release(second).getString("state")).isEqualTo("DRAFT");
        assertThat(world.flag().getString("default.variant")).isEqualTo("off");
    }

    private static String failing(World world) {
        String id = world.start(World.plan(World.stage("nz", 25)));
        world.report(id, 0, "nz", "control", 300, 3);
        world.report(id, 0, "nz", "treatment", 100, 30);
        return id;
    }

    private boolean tick(String id, long held) throws InterruptedException {
        Leases.Lease lease = new Leases.Lease(held, Instant.now());
        try {
            return VertxContextSupport.subscribeAndAwait(() -> ticks.tick(id, lease));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Leases.Lease take(String holder) {
        return leases.take("tea", holder).await().indefinitely();
    }

    private long query(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
