package dev.firstlight.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random edits, requests, approvals, rebases, withdrawals, schedules and bypasses against the server, each foretold by a
 * model that was written apart from it: what flags do is what the model approved, after every step.
 */
@QuarkusTest
@QuarkusTestResource(Database.class)
class InterleavingsTest {

    private static final int INTERLEAVINGS = Integer.getInteger("approval.interleavings", 3);
    private static final long SEED = Long.getLong("approval.seed", 1);
    private static final int STEPS = 18;
    private static final String FAR = "2031-12-01T09:00:00Z";

    @Inject
    Pool pool;

    private Asking asking;
    private List<Person> people;

    @BeforeEach
    void everybody() {
        people = List.of(
                Person.of("Ann", "editor"),
                Person.of("Bob", "approver"),
                Person.of("Cid", "approver"),
                Person.of("Dan", "admin"));
        asking = Asking.of(1);
    }

    @Test
    void nothingUnapprovedEverReachesARuleset() {
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < INTERLEAVINGS; i++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + i);
            int needed = 1 + random.nextInt(2);
            asking.settings(Map.of("approvals", needed), "the next interleaving");
            ApprovalModel model = new ApprovalModel(needed);
            List<String> flags = List.of("a" + i, "b" + i);
            flags.forEach(flag -> FlagApi.create(asking.project(), flag));
            flags.forEach(model::flag);
            for (int step = 0; step < STEPS; step++) {
                String said = "seed " + SEED + ", interleaving " + i + ", step " + step + ": ";
                boolean may = step(model, flags, random, said);
                accepted += may ? 1 : 0;
                refused += may ? 0 : 1;
                for (String flag : flags) {
                    assertThat(served(flag)).as(said + flag).isEqualTo(model.served(flag));
                }
            }
        }
        // Both happen all the time, else this would say nothing.
        assertThat(accepted).isGreaterThan(INTERLEAVINGS * STEPS / 5);
        assertThat(refused).isGreaterThan(INTERLEAVINGS * STEPS / 10);
        System.out.println(
                "approval interleavings: " + INTERLEAVINGS + ", steps accepted " + accepted + ", refused " + refused);
    }

    private boolean step(ApprovalModel model, List<String> flags, SplittableRandom random, String said) {
        int who = random.nextInt(people.size());
        String flag = flags.get(random.nextInt(flags.size()));
        String key = "k" + random.nextInt(3);
        if (model.requests().isEmpty()) {
            return ask(model, who, flag, key, random.nextInt(4) == 0);
        }
        ApprovalModel.Request request =
                model.requests().get(random.nextInt(model.requests().size()));
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> ask(model, who, flag, key, random.nextInt(4) == 0);
            case 3, 4, 5, 6 -> approve(model, who, request, random.nextInt(6) == 0, said);
            case 7, 8, 9 -> apply(model, who, request, false, said);
            case 10 -> apply(model, who, request, true, said);
            case 11 -> rebase(model, who, request, said);
            case 12 -> end(model, who, request, random.nextBoolean(), said);
            case 13 -> edit(model, who, flag, key, false, said);
            case 14 -> edit(model, who, flag, key, true, said);
            default -> request.scheduled() ? due(model, request, said) : edit(model, who, flag, key, false, said);
        };
    }

    private boolean ask(ApprovalModel model, int who, String flag, String key, boolean later) {
        Response answer = people.get(who)
                .ask()
                .body("{\"title\": \"" + key + "\", " + (later ? "\"applyAt\": \"" + FAR + "\", " : "")
                        + "\"flags\": {\"" + flag + "\": " + instructions(key) + "}}")
                .post(asking.requests());
        boolean may = !model.served(flag).contains(key);
        assertThat(answer.statusCode()).isEqualTo(may ? 201 : 422);
        if (may) {
            model.ask(answer.path("id"), who, flag, key, later, answer.path("digest"));
        }
        return may;
    }

    private boolean approve(ApprovalModel model, int who, ApprovalModel.Request request, boolean another, String said) {
        String digest = another ? "0".repeat(64) : request.digest();
        Response answer = people.get(who)
                .ask()
                .body(Map.of("digest", digest))
                .post(asking.requests() + "/" + request.id() + "/approvals");
        return told(model.approve(request, who, another), answer, said + "approve");
    }

    private boolean apply(ApprovalModel model, int who, ApprovalModel.Request request, boolean override, String said) {
        Response answer = people.get(who)
                .ask()
                .queryParam("overrideApproval", override)
                .queryParam("comment", "because")
                .post(asking.requests() + "/" + request.id() + "/apply");
        return told(model.apply(request, who, override), answer, said + "apply");
    }

    private boolean rebase(ApprovalModel model, int who, ApprovalModel.Request request, String said) {
        Response answer = people.get(who).ask().post(asking.requests() + "/" + request.id() + "/rebase");
        boolean may = model.mayRebase(request);
        told(may, answer, said + "rebase");
        if (may) {
            model.rebase(request, answer.path("digest"));
        }
        return may;
    }

    private boolean end(ApprovalModel model, int who, ApprovalModel.Request request, boolean reject, String said) {
        String path = asking.requests() + "/" + request.id();
        Response answer = reject
                ? people.get(who).ask().body("{}").post(path + "/rejections")
                : people.get(who).ask().delete(path);
        return told(reject ? model.reject(request, who) : model.withdraw(request, who), answer, said + "end");
    }

    private boolean edit(ApprovalModel model, int who, String flag, String key, boolean override, String said) {
        // Whether to give a key again is an edit depends on the order of keys, which the model does not know.
        if (model.served(flag).contains(key)) {
            return true;
        }
        Response answer = people.get(who)
                .ask()
                .queryParam("overrideApproval", override)
                .body("{\"comment\": \"because\", \"instructions\": " + instructions(key) + "}")
                .post(FlagApi.path(asking.project(), flag) + "/changes");
        return told(model.edit(flag, key, who, override), answer, said + "edit");
    }

    /** Its time comes: by the database's clock, which alone counts. */
    private boolean due(ApprovalModel model, ApprovalModel.Request request, String said) {
        pool.preparedQuery("UPDATE change_request SET apply_at = now() WHERE id = $1")
                .execute(Tuple.of(request.id()))
                .await()
                .atMost(Duration.ofSeconds(10));
        boolean may = model.due(request);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !asking.state(request.id()).equals("SCHEDULED"));
        assertThat(asking.state(request.id())).as(said + "due").isEqualTo(may ? "APPLIED" : "FAILED");
        return may;
    }

    private static boolean told(boolean may, Response answer, String said) {
        assertThat(answer.statusCode())
                .as("%s: %s", said, answer.asString())
                .isIn(may ? List.of(200, 204) : List.of(403, 409, 412, 422));
        return may;
    }

    private static String instructions(String key) {
        return "[{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"" + key + "\"]}]";
    }

    /** The keys that a flag gives its variant on. */
    private TreeSet<String> served(String flag) {
        List<List<String>> keys =
                Api.admin().get(FlagApi.path(asking.project(), flag)).path("targets.keys");
        TreeSet<String> all = new TreeSet<>();
        new ArrayList<>(keys).forEach(all::addAll);
        return all;
    }
}
