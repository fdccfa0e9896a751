package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted while it arrives is what one would count in the end, whatever came first and by whichever way. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class CountingTest {
    private static final String METRIC = "m";
    private static final Cell NZ = new Cell("nz", 0, Arm.TREATMENT);

    @Inject
    DataSource database;

    @Inject
    Tallies tallies;

    @Inject
    Metrics metrics;

    private String project;
    private Sent sent;
    private Recount recount;

    @BeforeEach
    void measure() throws SQLException {
        project = Api.project();
        sent = new Sent(Api.sdkKey(project, "server"), "release-of-" + project);
        recount = new Recount(database, sent.release());
        recount.measure(project);
    }

    @Test
    void anOutcomeThatComesBeforeItsExposureCountsWithIt() {
        sent.send(sent.outcomes(METRIC, List.of(1, 2, 9)));
        assertThat(tally()).isEmpty();
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1, 2, 3)));
        assertThat(tally()).isEqualTo(Map.of(NZ, new Count(3, 2)));
        sent.send(sent.outcomes(METRIC, List.of(2, 3)));
        assertThat(tally()).isEqualTo(Map.of(NZ, new Count(3, 3)));
    }

    @Test
    void rateCountsHowOftenForEachExposedUnit() {
        sent.send(sent.outcomes(METRIC, List.of(1), null, List.of(4)));
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1, 2, 3)));
        sent.send(sent.outcomes(METRIC, List.of(1, 2), null, List.of(1, 2)));
        assertThat(await(tallies.counts(sent.release(), List.of(METRIC))).get(METRIC))
                .isEqualTo(Map.of(NZ, new UnitMeans(3, 7, 29)));
    }

    @Test
    void aUnitsMeanMovesAsMeasurementsCome() {
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1, 2, 3)));
        sent.send(sent.outcomes(METRIC, List.of(1, 2), List.of(2.0, 5.0), null));
        sent.send(sent.outcomes(METRIC, List.of(1), List.of(6.0), List.of(3)));
        assertThat(await(tallies.means(sent.release(), List.of(METRIC))).get(METRIC))
                .isEqualTo(Map.of(NZ, new UnitMeans(2, 10, 50)));
        assertThat(tally()).isEqualTo(Map.of(NZ, new Count(3, 2)));
    }

    @Test
    void aUnitsFirstTimeStays() {
        sent.send(sent.outcomes(METRIC, List.of(1), List.of(80.0), null));
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1, 2)));
        sent.send(sent.outcomes(METRIC, List.of(1, 2), List.of(5_000.0, 0.0), null));
        Times times = await(tallies.times(sent.release(), List.of(METRIC))).getOrDefault(METRIC, new Times(Map.of()));
        List<Long> counts = times.counts().getOrDefault(NZ, List.of());
        assertThat(counts.get(Times.bucket(80))).isEqualTo(1);
        assertThat(counts.get(0)).isEqualTo(1);
        assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(2);
    }

    @Test
    void whatArrivesInAWarmUpIsInNoCell() throws SQLException {
        recount.execute("UPDATE measured SET warm_until = now() + interval '1 hour' WHERE release_id = ?");
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1)), sent.outcomes(METRIC, List.of(1)));
        recount.execute("UPDATE measured SET warm_until = now() - interval '1 hour' WHERE release_id = ?");
        sent.send(sent.exposures("nz", 0, "treatment", List.of(1, 2)), sent.outcomes(METRIC, List.of(1)));
        assertThat(tally()).isEqualTo(Map.of(NZ, new Count(1, 0)));
    }

    @Test
    void instancesThatReportAtOnceMissNothing() throws Exception {
        Random random = new Random(7);
        List<Map<String, Object>> parts = new ArrayList<>();
        List<Integer> units = new ArrayList<>(IntStream.range(0, 3_000).boxed().toList());
        for (int i = 0; i < 60; i++) {
            Collections.shuffle(units, random);
            List<Integer> some = List.copyOf(units.subList(0, 200));
            if (i % 3 == 0) {
                parts.add(sent.exposures(i % 2 == 0 ? "nz" : "au", i % 4, i % 2 == 0 ? "control" : "treatment", some));
            } else {
                List<Double> values = some.stream()
                        .map(u -> random.nextInt(1_000_000) / 1_000.0)
                        .toList();
                List<Integer> counts =
                        some.stream().map(u -> 1 + random.nextInt(5)).toList();
                parts.add(sent.outcomes("m" + i % 2, some, i % 2 == 0 ? values : null, i % 5 == 0 ? counts : null));
            }
        }
        ExecutorService instances = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = parts.stream()
                    .<Future<?>>map(part -> instances.submit(() -> sent.send(part)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            instances.shutdown();
        }
        recount.assertTalliesAreExact();
        Map<Cell, UnitMeans> means =
                await(tallies.means(sent.release(), List.of("m0", "m1"))).getOrDefault("m0", Map.of());
        assertThat(means.values().stream().mapToLong(UnitMeans::units).sum()).isGreaterThan(1_000);
        assertThat(recount.exposed()).isGreaterThan(1_500);
    }

    @Test
    void moreThanIsKeptHalvesTheUnitsOfBothArms() throws SQLException {
        List<Integer> all = IntStream.range(0, 4_000).boxed().toList();
        sent.send(
                sent.exposures("nz", 0, "treatment", all.subList(0, 2_000)),
                sent.exposures("nz", 0, "control", all.subList(2_000, 4_000)),
                sent.outcomes(METRIC, all));
        assertThat(await(tallies.share(sent.release()))).isEqualTo(1.0);
        recount.execute("UPDATE measured SET window_at = now(), window_units = 999999 WHERE release_id = ?");
        sent.send(sent.outcomes(METRIC, List.of(1, 2, 3)));
        assertThat(await(tallies.share(sent.release()))).isEqualTo(0.5);
        Map<Cell, Count> half = tally();
        half.values().forEach(count -> {
            assertThat((double) count.units()).isCloseTo(1_000, within(150.0));
            assertThat(count.events()).isEqualTo(count.units());
        });
        sent.send(sent.exposures(
                "au", 0, "control", IntStream.range(4_000, 6_000).boxed().toList()));
        Count later = tally().getOrDefault(new Cell("au", 0, Arm.CONTROL), Count.NONE);
        assertThat((double) later.units()).isCloseTo(1_000, within(150.0));
        assertThat(tally()).containsAllEntriesOf(half);
    }

    @Test
    void aMetricThatWasReportedIsKnown() {
        sent.send(sent.outcomes("seen", List.of(1)));
        assertThat(await(metrics.known(project, List.of("seen", "never")))).containsExactly("seen");
    }

    private Map<Cell, Count> tally() {
        return new HashMap<>(await(tallies.of(sent.release(), List.of(METRIC)))
                .getOrDefault(METRIC, Tally.EMPTY)
                .counts());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
