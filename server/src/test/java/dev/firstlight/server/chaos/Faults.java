package dev.firstlight.server.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** All that can go wrong. */
final class Faults {

    private static final long TWO_DAYS = 48 * 3_600L;
    private static final int ONE_BY_ONE_MS = 1_000;

    private Faults() {}

    /** Those that can be made on this machine. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(
                Fault.of("a node is killed", 1_000, 5_000, (cluster, random) -> kill(cluster, any(random)))
                        .currentWithin(20_000),
                Fault.of("the leader is killed", 1_000, 5_000, (cluster, random) -> kill(cluster, leader(cluster)))
                        .currentWithin(20_000),
                Fault.of("all nodes are killed at once", 0, 0, Faults::killAll),
                Fault.of("a node is stopped", 2_000, 12_000, (cluster, random) -> stop(cluster, any(random))),
                Fault.of("the leader is stopped", 9_000, 13_000, (cluster, random) -> stop(cluster, leader(cluster))),
                Fault.of("all nodes are restarted, one after the other", 0, 0, Faults::rollingRestart),
                Fault.of("a node and the database hear nothing of each other", 3_000, 9_000, Faults::cutDatabase),
                Fault.of(
                        "a node and the database hear nothing of each other for longer than anybody waits",
                        9_000,
                        12_000,
                        Faults::cutDatabase),
                Fault.of(
                        "a node hears nothing of the database",
                        3_000,
                        9_000,
                        (cluster, random) -> silent(cluster.node(any(random)).database().back)),
                Fault.of(
                        "the database hears nothing of a node",
                        3_000,
                        9_000,
                        (cluster, random) -> silent(cluster.node(any(random)).database().there)),
                Fault.harmless(
                        "Redis hears nothing of a node",
                        3_000,
                        9_000,
                        (cluster, random) -> silent(cluster.node(any(random)).redis().there)),
                Fault.harmless(
                        "all nodes and Redis hear nothing of each other",
                        9_000,
                        12_000,
                        (cluster, random) -> cut(cluster, Cluster.Node::redis)),
                Fault.of(
                                "applications hear nothing of a node",
                                1_000,
                                2_000,
                                (cluster, random) ->
                                        silent(cluster.node(any(random)).sdk().back))
                        .currentWithin(45_000),
                Fault.of("applications and a node hear nothing of each other", 3_000, 9_000, (cluster, random) -> {
                    FaultProxy link = cluster.node(any(random)).sdk();
                    link.cut();
                    return link::heal;
                }),
                Fault.of("answers to administrators are lost", 3_000, 7_000, (cluster, random) -> {
                    cluster.nodes().forEach(node -> node.admin().back.silent(true));
                    return () -> cluster.nodes().forEach(node -> {
                        node.admin().reset();
                        node.admin().heal();
                    });
                }),
                Fault.harmless("Redis is killed", 2_000, 6_000, (cluster, random) -> {
                    cluster.redis().kill();
                    return cluster.redis()::startAgain;
                }),
                Fault.harmless("Redis forgets everything", 2_000, 4_000, (cluster, random) -> {
                    cluster.redis().send("FLUSHALL");
                    cluster.redis().send("CLIENT", "KILL", "TYPE", "pubsub");
                    return () -> {};
                }),
                Fault.harmless("Redis drops every message", 4_000, 9_000, (cluster, random) -> {
                    cluster.redis().send("ACL", "SETUSER", "default", "-publish");
                    return () -> cluster.redis().send("ACL", "SETUSER", "default", "+publish");
                }),
                Fault.of("the database is killed", 500, 1_000, (cluster, random) -> {
                    cluster.signalDatabase("KILL");
                    return () -> awaitDatabase(cluster);
                }),
                Fault.of("the database is stopped", 3_000, 10_000, (cluster, random) -> {
                    cluster.signalDatabase("STOP");
                    return () -> cluster.signalDatabase("CONT");
                }),
                Fault.of("links are slow and narrow", 5_000, 9_000, Faults::slow),
                Fault.of("connections are cut after some bytes", 5_000, 9_000, Faults::cutAfter),
                Fault.of("all connections are reset, over and over", 3_000, 6_000, Faults::resets),
                Fault.of("streams are half closed", 1_000, 3_000, (cluster, random) -> {
                    cluster.nodes().forEach(node -> node.sdk().halfClose());
                    return () -> {};
                }),
                Fault.of(
                        "a node hears nothing of the database, and streams go elsewhere", 2_000, 4_000, Faults::behind),
                Fault.of("a node refuses connections", 3_000, 6_000, (cluster, random) -> {
                    FaultProxy link = cluster.node(any(random)).sdk();
                    link.refuse(true);
                    link.reset();
                    return link::heal;
                })));
        if (Disk.canBe()) {
            all.add(Fault.of("the database's disk is full", 3_000, 6_000, (cluster, random) -> {
                Disk disk = Objects.requireNonNull(cluster.disk());
                disk.fill();
                return () -> {
                    disk.free();
                    awaitDatabase(cluster);
                };
            }));
            all.add(Fault.of("the observers' disk is full", 3_000, 6_000, (cluster, random) -> {
                Disk disk = Objects.requireNonNull(cluster.cache());
                disk.fill();
                return disk::free;
            }));
        }
        if (WrongClock.canBe()) {
            all.add(Fault.of("a node's clock is two days wrong", 4_000, 9_000, (cluster, random) -> {
                WrongClock clock =
                        Objects.requireNonNull(cluster.node(any(random)).clock());
                clock.ahead(random.nextBoolean() ? TWO_DAYS : -TWO_DAYS);
                return () -> clock.ahead(0);
            }));
        }
        return all;
    }

    /** What cannot be made on this machine, and why. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!Disk.canBe()) {
            missing.add("disks that are full: only root makes small ones");
        }
        if (!WrongClock.canBe()) {
            missing.add("clocks that are wrong: there is no /usr/bin/cc");
        }
        return missing;
    }

    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static int any(Random random) {
        return random.nextInt(Cluster.NODES);
    }

    /** The node that looks at releases, as the database says it; the first where none does. */
    static int leader(Cluster cluster) throws Exception {
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT node FROM noted_lease ORDER BY at DESC LIMIT 1")) {
            return rows.next() ? Integer.parseInt(rows.getString(1).substring("node-".length())) : 0;
        }
    }

    private static Fault.Heal kill(Cluster cluster, int node) throws Exception {
        cluster.node(node).server().kill();
        return () -> cluster.startAgain(node);
    }

    private static Fault.Heal stop(Cluster cluster, int node) throws Exception {
        cluster.signal(node, "STOP");
        return () -> cluster.signal(node, "CONT");
    }

    private static Fault.Heal rollingRestart(Cluster cluster, Random random) throws Exception {
        for (int node = 0; node < Cluster.NODES; node++) {
            cluster.node(node).server().close();
            cluster.startAgain(node);
            Thread.sleep(ONE_BY_ONE_MS);
        }
        return () -> {};
    }

    private static Fault.Heal killAll(Cluster cluster, Random random) throws Exception {
        List<Callable<Boolean>> restarts = new ArrayList<>();
        for (int i = 0; i < Cluster.NODES; i++) {
            int node = i;
            restarts.add(() -> {
                cluster.node(node).server().kill();
                cluster.startAgain(node);
                return true;
            });
        }
        for (var one : Cluster.together(restarts)) {
            one.get();
        }
        return () -> {};
    }

    private static Fault.Heal cutDatabase(Cluster cluster, Random random) {
        FaultProxy link = cluster.node(any(random)).database();
        link.cut();
        return link::heal;
    }

    private static Fault.Heal silent(FaultProxy.Way way) {
        way.silent(true);
        return () -> way.silent(false);
    }

    private static Fault.Heal cut(Cluster cluster, Function<Cluster.Node, FaultProxy> which) {
        cluster.nodes().stream().map(which).forEach(FaultProxy::cut);
        return () -> cluster.nodes().stream().map(which).forEach(FaultProxy::heal);
    }

    private static Fault.Heal slow(Cluster cluster, Random random) {
        for (Cluster.Node node : cluster.nodes()) {
            for (FaultProxy link : node.links()) {
                link.there.delay(random.nextInt(60));
                link.back.delay(random.nextInt(60));
                link.back.narrow(50_000L + random.nextInt(500_000));
            }
        }
        return () -> healAll(cluster);
    }

    private static Fault.Heal cutAfter(Cluster cluster, Random random) {
        for (Cluster.Node node : cluster.nodes()) {
            for (FaultProxy link : node.links()) {
                link.there.resetAfter(2_000 + random.nextInt(100_000));
                link.back.resetAfter(2_000 + random.nextInt(100_000));
            }
        }
        return () -> healAll(cluster);
    }

    private static Fault.Heal resets(Cluster cluster, Random random) throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            for (Cluster.Node node : cluster.nodes()) {
                node.links().forEach(FaultProxy::reset);
            }
            Thread.sleep(random.nextInt(1_000));
        }
        return () -> {};
    }

    /** Whoever comes from a node that goes on meets one that is behind. */
    private static Fault.Heal behind(Cluster cluster, Random random) throws InterruptedException {
        int node = any(random);
        FaultProxy link = cluster.node(node).database();
        link.cut();
        Thread.sleep(1_500);
        for (int i = 0; i < 4; i++) {
            int away = i % Cluster.NODES;
            if (away != node) {
                cluster.node(away).sdk().refuse(true);
                cluster.node(away).sdk().reset();
                Thread.sleep(700);
                cluster.node(away).sdk().heal();
            }
        }
        return link::heal;
    }

    private static void healAll(Cluster cluster) {
        cluster.nodes().forEach(node -> node.links().forEach(FaultProxy::heal));
    }

    private static void awaitDatabase(Cluster cluster) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (Connection connection = cluster.connect()) {
                return;
            } catch (java.sql.SQLException e) {
                if (System.nanoTime() > until) {
                    throw new AssertionError("the database does not come back", e);
                }
                Thread.sleep(100);
            }
        }
    }
}
