package dev.firstlight.server.audit;

import static dev.firstlight.server.audit.Blocking.await;

import dev.firstlight.server.platform.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies chains from a command, where no server runs. */
public final class AuditVerification {

    private AuditVerification() {}

    /** Verifies each project's chain, and compares it with an anchor where one is given. */
    public static Map<String, Verdict> of(DatabaseAddress database, List<String> projects, @Nullable Anchor anchor) {
        Vertx vertx = Vertx.vertx();
        try {
            PgConnection connection = await(PgConnection.connect(
                    vertx,
                    PgConnectOptions.fromUri(database.url())
                            .setUser(database.username())
                            .setPassword(database.password())));
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            projects.forEach(project -> verdicts.put(project, ChainWalk.verify(connection, project, anchor)));
            await(connection.close());
            return verdicts;
        } finally {
            await(vertx.close());
        }
    }
}
