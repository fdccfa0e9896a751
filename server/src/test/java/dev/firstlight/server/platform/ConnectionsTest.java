package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Database;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What each connection asks of the database when it is opened. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class ConnectionsTest {

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("sessions")
    Pool sessions;

    /** Or its locks, the one on the lease of releases among them, would be held as long as its process stands still. */
    @Test
    void theDatabaseEndsATransactionWhoseOwnerIsSilent() {
        for (Pool one : new Pool[] {pool, sessions}) {
            assertThat(one.query("SHOW idle_in_transaction_session_timeout")
                            .executeAndAwait()
                            .iterator()
                            .next()
                            .getString(0))
                    .isEqualTo("5s");
        }
    }
}
