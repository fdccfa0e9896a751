package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class TelemetryBoxTest {
    private static final int ROOM = 100;

    @Inject
    DataSource database;

    @Inject
    TelemetryWriter writer;

    @Inject
    Tallies tallies;

    private TelemetryBox box;
    private String release;
    private long environment;

    @BeforeEach
    void measure() throws SQLException {
        String project = Api.project();
        release = "release-of-" + project;
        new Recount(database, release).measure(project);
        environment = environment();
        box = new TelemetryBox(writer, new MetricSettings(ROOM, Optional.empty()));
    }

    @Test
    void whoBringsMoreThanThereIsRoomForComesAgain() throws SQLException {
        UniAssertSubscriber<Void> waits;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            lock(other);
            waits = box.keep(batch(0, 60)).subscribe().withSubscriber(UniAssertSubscriber.create());
            assertThatThrownBy(() -> keep(batch(1, 60)))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_MANY));
            other.rollback();
        }
        waits.awaitItem(Duration.ofSeconds(10));
        keep(batch(1, 60));
        keep(batch(1, 60));
        assertThat(units()).isEqualTo(60);
    }

    @Test
    void oneThatCannotBeKeptTakesNoOtherWithIt() throws SQLException {
        UniAssertSubscriber<Void> first;
        UniAssertSubscriber<Void> bad;
        UniAssertSubscriber<Void> good;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            lock(other);
            first = box.keep(batch(0, 10)).subscribe().withSubscriber(UniAssertSubscriber.create());
            bad = box.keep(new Reported(environment, "zero\u0000", 1, List.of(), List.of(), List.of(), 0))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            good = box.keep(batch(2, 20)).subscribe().withSubscriber(UniAssertSubscriber.create());
            other.rollback();
        }
        first.awaitItem(Duration.ofSeconds(10));
        bad.awaitFailure(Duration.ofSeconds(10));
        good.awaitItem(Duration.ofSeconds(10));
        assertThat(units()).isEqualTo(20);
    }

    @Test
    void nodesThatCountForTheSameReleaseMissNothing() throws SQLException {
        List<TelemetryBox> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(new TelemetryBox(writer, new MetricSettings(1_000_000, Optional.empty())));
        }
        for (int round = 0; round < 5; round++) {
            List<UniAssertSubscriber<Void>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int seq = round * 24 + i;
                long[] units = LongStream.range(seq * 50L, seq * 50L + 50).toArray();
                List<Reported.Exposed> exposed = List.of(new Reported.Exposed(release, 0, "nz", seq % 2 == 0, units));
                List<Reported.Happened> happened = List.of(new Reported.Happened(release, "m", units, null, null));
                all.add(sent(nodes.get(i % 3), new Reported(environment, "a", seq, exposed, List.of(), List.of(), 50)));
                all.add(sent(
                        nodes.get(3 + i % 3), new Reported(environment, "b", seq, List.of(), happened, List.of(), 50)));
            }
            all.forEach(one -> one.awaitItem(Duration.ofSeconds(10)));
        }
        new Recount(database, release).assertTalliesAreExact();
        Count total = tallies.of(release, List.of("m"))
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault("m", Tally.EMPTY)
                .sum(cell -> true);
        assertThat(total).isEqualTo(new Count(6_000, 6_000));
    }

    private static UniAssertSubscriber<Void> sent(TelemetryBox node, Reported batch) {
        return node.keep(batch).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void keep(Reported batch) {
        box.keep(batch).await().atMost(Duration.ofSeconds(10));
    }

    private Reported batch(int seq, int units) {
        long[] all = LongStream.range(0, units).toArray();
        return new Reported(
                environment,
                "box",
                seq,
                List.of(new Reported.Exposed(release, 0, "nz", true, all)),
                List.of(),
                List.of(),
                units);
    }

    private long units() {
        return tallies.of(release, List.of("m"))
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault("m", Tally.EMPTY)
                .sum(cell -> true)
                .units();
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT FROM measured WHERE release_id = ? FOR UPDATE")) {
            query.setString(1, release);
            query.executeQuery();
        }
    }

    private long environment() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT environment_id FROM measured WHERE release_id = ?")) {
            query.setString(1, release);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
