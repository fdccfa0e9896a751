package dev.firstlight.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The fault campaign: {@code -Dchaos.tier=smoke}, {@code full} or {@code long}, {@code -Dchaos.seed}, {@code -Dchaos.minutes}. */
@DisabledIfSystemProperty(named = "chaos.tier", matches = "bugs")
class ChaosBench {

    private static final String TIER = System.getProperty("chaos.tier", "smoke");
    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final int OBSERVERS = 16;
    private static final int QUIET_MS = 2_000;
    private static final int MIXED = 24;

    /** Those that show most in little time. */
    private static final List<String> SMOKE = List.of(
            "the leader is killed",
            "a node is stopped",
            "all nodes are killed at once",
            "a node and the database hear nothing of each other",
            "the database hears nothing of a node",
            "all nodes and Redis hear nothing of each other",
            "Redis drops every message",
            "applications hear nothing of a node",
            "answers to administrators are lost",
            "the database is killed",
            "the database is stopped",
            "all connections are reset, over and over");

    @Test
    void promisesHold() throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("chaos.minutes", 0));
        int round = 0;
        do {
            long seed = SEED + round++;
            String name = TIER + "-" + seed;
            Plan plan = new Plan(name, seed, Plan.everything(), OBSERVERS, faults(seed), QUIET_MS, Set.of());
            Findings findings = Campaign.run(plan, Path.of("target", "chaos", Long.toString(seed)));
            assertThat(findings.all())
                    .as("seed %d; again by ./mvnw -Pchaos -Dchaos.tier=%s -Dchaos.seed=%d", seed, TIER, seed)
                    .isEmpty();
        } while (TIER.equals("long") && System.nanoTime() < end);
    }

    private static List<String> faults(long seed) {
        List<String> all = Faults.all().stream().map(Fault::name).toList();
        if (TIER.equals("smoke")) {
            List<String> names = new ArrayList<>(SMOKE);
            names.retainAll(all);
            return Schedule.once(names, seed);
        }
        List<String> faults = new ArrayList<>(Schedule.once(all, seed));
        faults.addAll(Schedule.mixed(all, seed, MIXED));
        return faults;
    }
}
