package dev.firstlight.server.audit;

import static dev.firstlight.server.audit.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How long a million rows take. Takes minutes, so it is run by hand:
 * {@code ./mvnw -pl sdk-java,ui,server test -Dtest=MillionRows -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@QuarkusTest
@QuarkusTestResource(Database.class)
class MillionRows {

    private static final int ROWS = 1_000_000;
    private static final int MOST_SECONDS = 10;
    private static final int BATCH = 5_000;
    // Some 600 bytes before and after, as a flag with a few rules has.
    private static final int WORDS = 120;

    @Inject
    Pool pool;

    @Test
    void areVerifiedWithinTenSeconds() {
        String project = Api.project();
        String anchor =
                Api.admin().get("/api/v1/projects/" + project + "/audit/anchor").path("anchor");
        Chains chain = new Chains(project, new Random(1), Anchor.parse(anchor));
        SqlConnection connection = await(pool.getConnection());
        for (int done = 0; done < ROWS; done += BATCH) {
            chain.store(connection, chain.next(BATCH, WORDS));
        }
        // As the database does by itself where rows are only ever added.
        await(connection.query("VACUUM audit").execute());
        await(connection.query("CHECKPOINT").execute());
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long begun = System.nanoTime();
            boolean ok = Api.admin()
                    .get("/api/v1/projects/" + project + "/audit/verify")
                    .then()
                    .extract()
                    .path("ok");
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%,d rows verified in %.2f s%n", ROWS, seconds);
            assertThat(ok).isTrue();
            all.add(seconds);
        }
        assertThat(all).allMatch(seconds -> seconds < MOST_SECONDS);
        connection.close();
    }
}
