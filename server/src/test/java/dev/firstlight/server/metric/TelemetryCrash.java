package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measurements that several clients send, a fifth of them twice, to a server that is killed again and again: what was
 * acknowledged is counted, once.
 */
class TelemetryCrash {
    private static final int MEASUREMENTS = Integer.getInteger("telemetry.measurements", 1_000_000);
    private static final int KILLS = Integer.getInteger("telemetry.kills", 5);
    private static final int CLIENTS = 4;
    private static final int UNITS = 400;
    private static final double TWICE_AT_ONCE = 0.1;
    private static final double AGAIN_LATER = 0.1;

    private static final String TALLIES = """
            SELECT concat_ws(' ', c.region, c.treated, sum(c.units), coalesce(sum(e.units), 0),
                trim_scale(coalesce(sum(e.events), 0)), trim_scale(coalesce(sum(e.events_squared), 0)),
                coalesce(sum(t.measuring), 0), trim_scale(coalesce(sum(t.means), 0)),
                trim_scale(coalesce(sum(t.means_squared), 0)))
            FROM measured m JOIN tally_cell c ON c.release_no = m.no
            LEFT JOIN tally e ON e.cell = c.id
                AND e.metric = (SELECT id FROM measured_metric WHERE release_no = m.no AND metric = 'error')
            LEFT JOIN tally t ON t.cell = c.id
                AND t.metric = (SELECT id FROM measured_metric WHERE release_no = m.no AND metric = 'time')
            WHERE m.release_id = ? GROUP BY c.region, c.treated""";

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    @Test
    void sumsAreThoseOfWhatWasAcknowledged(@TempDir Path directory) throws Exception {
        int batches = MEASUREMENTS / (CLIENTS * UNITS * 5 / 4) + 1;
        long started = System.nanoTime();
        ExecutorService clients = Executors.newCachedThreadPool();
        try (LoadedServer server = LoadedServer.start(directory)) {
            Workload work = new Workload(server.release(), CLIENTS, batches, UNITS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                all.add(clients.submit(() -> {
                    send(server, work, client, clients);
                    return null;
                }));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                long until = (long) work.clients() * work.batches() * kill / (KILLS + 1);
                while (acknowledged.get() < until) {
                    Thread.sleep(5);
                }
                server.process().kill();
                server.process().start();
            }
            for (Future<?> one : all) {
                one.get();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            DataSource database = server.database();
            assertThat(tallies(database, server.release())).containsExactlyInAnyOrderElementsOf(work.expected());
            new Recount(database, server.release()).assertTalliesAreExact();
            assertThat(unanswered).hasValueGreaterThan(0);
            System.out.printf(
                    "%,d measurements in %,d batches of %d clients, %,d of them sent twice, %,d unanswered and sent again,"
                            + " %d kills: sums are equal, after %.0f s%n",
                    measurements(work), acknowledged.get(), CLIENTS, sentAgain.get(), unanswered.get(), KILLS, seconds);
        } finally {
            clients.shutdownNow();
        }
    }

    private static long measurements(Workload work) {
        long sum = 0;
        for (int batch = 0; batch < work.batches(); batch++) {
            sum += work.measurements(batch);
        }
        return sum * work.clients();
    }

    private void send(LoadedServer server, Workload work, int client, ExecutorService others) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Random random = new Random(client);
        for (int batch = 0; batch < work.batches(); batch++) {
            String body = work.body(client, batch);
            double draw = random.nextDouble();
            Future<?> twin = draw < TWICE_AT_ONCE
                    ? others.submit(() -> {
                        untilAcknowledged(server, http, body);
                        return null;
                    })
                    : null;
            untilAcknowledged(server, http, body);
            acknowledged.incrementAndGet();
            if (twin != null) {
                twin.get();
                sentAgain.incrementAndGet();
            } else if (draw < TWICE_AT_ONCE + AGAIN_LATER) {
                untilAcknowledged(server, http, work.body(client, random.nextInt(batch + 1)));
                sentAgain.incrementAndGet();
            }
        }
    }

    private void untilAcknowledged(LoadedServer server, HttpClient http, String body) throws InterruptedException {
        int status = server.post(http, body);
        while (status != 202) {
            assertThat(status).isIn(0, 429, 503);
            unanswered.incrementAndGet();
            Thread.sleep(50);
            status = server.post(http, body);
        }
    }

    private static List<String> tallies(DataSource database, String release) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(TALLIES)) {
            query.setString(1, release);
            try (ResultSet rows = query.executeQuery()) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        }
    }
}
