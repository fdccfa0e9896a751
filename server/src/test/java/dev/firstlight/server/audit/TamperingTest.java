package dev.firstlight.server.audit;

import static dev.firstlight.server.audit.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand ways to change a chain behind the service's back; each is found, and nothing else is. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class TamperingTest {

    private static final int TRIALS = 10_000;
    private static final int HANDS = 2;
    private static final int EVERY_NTH_IS_HONEST = 20;

    @Inject
    Pool pool;

    @Test
    void everyTamperingIsFoundAndNothingElse() {
        List<String> wrong = IntStream.range(0, HANDS)
                .parallel()
                .mapToObj(hand -> tamper(hand, TRIALS / HANDS))
                .flatMap(List::stream)
                .toList();
        assertThat(wrong).isEmpty();
    }

    private List<String> tamper(int hand, int trials) {
        List<String> wrong = new ArrayList<>();
        Random random = new Random(20_260_101L + hand);
        String project = "tampered-" + hand;
        int length = 100 + random.nextInt(100);
        SqlConnection connection = await(pool.getConnection());
        try {
            Chains chain = new Chains(project, random);
            chain.store(connection, chain.next(length, 20));
            run(connection, "SET session_replication_role = replica");
            for (int i = 0; i < trials; i++) {
                if (i % 250 == 0) {
                    // What was rolled back is still in the way.
                    run(connection, "VACUUM audit");
                    run(connection, "VACUUM audit_head");
                }
                run(connection, "BEGIN");
                check(connection, project, length, chain.anchor(), i, random).ifPresent(wrong::add);
                run(connection, "ROLLBACK");
            }
        } finally {
            run(connection, "RESET session_replication_role");
            connection.close();
        }
        return wrong;
    }

    private java.util.Optional<String> check(
            SqlConnection connection, String project, int length, Anchor anchor, int trial, Random random) {
        Tampering tampering = new Tampering(connection, project, length, random);
        ChainWalk walk = new ChainWalk(connection, project);
        boolean honest = trial % EVERY_NTH_IS_HONEST == 0;
        boolean forged = !honest && random.nextInt(6) == 0;
        String what;
        if (honest) {
            Chains more = new Chains(project, random, anchor);
            more.store(connection, more.next(1 + random.nextInt(3), 5));
            what = "honest rows";
        } else {
            what = forged ? tampering.forge() : tampering.any();
        }
        Verdict verdict = walk.verdict();
        if (forged && !verdict.ok()) {
            return java.util.Optional.of(what + " should be whole in itself: " + verdict.problem());
        }
        Verdict compared = forged || honest ? walk.compare(verdict, anchor) : verdict;
        boolean right = honest
                ? compared.ok() && compared.rows() > length
                : !compared.ok() && compared.brokenAt() != null && compared.problem() != null;
        return right ? java.util.Optional.empty() : java.util.Optional.of(trial + ": " + what + ": " + compared);
    }

    private static void run(SqlConnection connection, String sql) {
        await(connection.query(sql).execute());
    }
}
