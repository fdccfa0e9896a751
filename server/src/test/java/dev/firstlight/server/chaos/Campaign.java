package dev.firstlight.server.chaos;

import dev.firstlight.server.chaos.bugs.Bug;
import dev.firstlight.server.faults.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** One run: a cluster, everybody at work, one fault after the other, and at the end what all of it adds up to. */
final class Campaign {

    /** What waits for a stream that is silent comes after thirty seconds, and a wait of up to thirty more. */
    private static final long LONGEST_CATCH_UP_MS = 65_000;
    /** Without any fault. */
    private static final long LONGEST_CHANGE_MS = 5_000;
    /** In which a node that was cut off finds back. */
    private static final long AFTERMATH_NANOS = 10_000_000_000L;

    private final Plan plan;
    private final Path directory;
    private final Findings findings = new Findings();
    private final Report report;
    private final List<Revoked.Span> spans = new ArrayList<>();
    private final Random random;

    private Campaign(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
        this.report = new Report(plan);
        this.random = new Random(plan.seed());
    }

    /** Runs it, and keeps all that was seen in a directory. */
    static Findings run(Plan plan, Path directory) throws Exception {
        Path fresh = Files.createDirectories(directory.toAbsolutePath());
        Campaign campaign = new Campaign(plan, fresh);
        try {
            campaign.run();
        } finally {
            campaign.report.write(fresh.resolve("report.md"), campaign.findings);
        }
        return campaign.findings;
    }

    private void run() throws Exception {
        Path work = Files.createTempDirectory("firstlight-chaos");
        List<String> servers = Bug.options(directory, plan.bugs(), Bug.Where.SERVER);
        List<String> sdks = Bug.options(directory, plan.bugs(), Bug.Where.SDK);
        Files.deleteIfExists(Bug.armed(directory));
        report.says("began");
        try (Cluster cluster = Cluster.start(work, servers);
                Connection connection = cluster.connect()) {
            Client admin = Client.admin(cluster);
            String key = Project.make(admin);
            Notes.take(connection);
            renewLease(connection);
            Crew crew = Crew.make(plan, cluster, admin, key);
            misuse(connection);
            Files.writeString(Bug.armed(directory), "");
            try (Observers observers = Observers.start(cluster, directory, key, plan.observers(), sdks)) {
                observers.await(1, LONGEST_CATCH_UP_MS);
                crew.begin();
                quiet(cluster, observers, "nothing is wrong");
                for (String faults : plan.faults()) {
                    happen(cluster, observers, faults);
                }
                quiet(cluster, observers, "nothing is wrong any more");
                crew.finish();
                end(cluster, observers, crew, key);
            } finally {
                crew.history().write(directory.resolve("history.tsv"));
            }
        } finally {
            keepLogs(work);
        }
        report.says("ended");
    }

    /** Who led before notes were taken is not noted: somebody takes the lead anew. */
    private static void renewLease(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE lease SET holder = 'nobody', expires = now() - interval '1 second'");
        }
    }

    /** Bugs that are in the database. */
    private void misuse(Connection connection) throws SQLException {
        for (String bug : plan.bugs()) {
            for (String sql : Bug.of(bug).sql(connection)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private void quiet(Cluster cluster, Observers observers, String what) throws Exception {
        Thread.sleep(plan.quietMs());
        long took = observers.await(cluster.position(Project.KEY), LONGEST_CHANGE_MS);
        report.row(what, "changes arrive", took);
        if (took < 0) {
            findings.add("delivery", "a change does not arrive within " + LONGEST_CHANGE_MS + " ms while " + what);
        }
    }

    private void happen(Cluster cluster, Observers observers, String names) throws Exception {
        List<Fault> faults = new ArrayList<>();
        for (String name : names.split("\\+")) {
            faults.add(Faults.named(name));
        }
        boolean writable = faults.stream().allMatch(Fault::writable);
        if (writable) {
            awaitAftermath();
        }
        cluster.nodes().forEach(node -> node.sdk().connects());
        long from = System.nanoTime();
        List<Fault.Heal> heals = new ArrayList<>();
        for (Fault fault : faults) {
            heals.add(fault.act().begin(cluster, random));
        }
        if (faults.size() == 1) {
            during(cluster, observers, faults.get(0));
        }
        Thread.sleep(faults.stream().mapToInt(fault -> fault.hold(random)).max().orElse(0));
        for (Fault.Heal heal : heals) {
            heal.heal();
        }
        long healed = System.nanoTime();
        spans.add(new Revoked.Span(from, healed + AFTERMATH_NANOS));
        long took = observers.await(position(cluster), LONGEST_CATCH_UP_MS);
        report.row(names, "all current after it", took);
        if (took < 0) {
            findings.add("delivery", "observers are not current " + LONGEST_CATCH_UP_MS + " ms after " + names);
        }
        if (writable) {
            report.writable(from, healed, names);
        }
        if (names.equals("all nodes are killed at once")) {
            List<Long> connects = cluster.nodes().stream()
                    .flatMap(node -> node.sdk().connects().stream())
                    .toList();
            report.figure("most connections within 150 ms after " + names, Crowd.most(connects));
            findings.add("crowd", Crowd.check(connects, plan.observers()));
        }
        Thread.sleep(plan.quietMs());
    }

    /** What went wrong before may still be felt, and is not to be laid to what comes. */
    private void awaitAftermath() throws InterruptedException {
        long until = spans.stream().mapToLong(Revoked.Span::to).max().orElse(0);
        if (until > System.nanoTime()) {
            Thread.sleep((until - System.nanoTime()) / 1_000_000);
        }
    }

    private void during(Cluster cluster, Observers observers, Fault fault) throws Exception {
        if (fault.currentWithinMs() > 0) {
            Thread.sleep(500);
            if (fault.writable() && !Project.sing(Client.admin(cluster), 0, Project.variant(spans.size() + 1))) {
                findings.add("writes", "an edit failed while " + fault.name());
            }
            long took = observers.await(position(cluster), fault.currentWithinMs());
            report.row(fault.name(), "all current during it", took);
            if (took < 0) {
                findings.add(
                        "delivery",
                        "observers are not current within " + fault.currentWithinMs() + " ms while " + fault.name());
            }
        }
    }

    private static long position(Cluster cluster) throws Exception {
        long until = System.nanoTime() + 30_000_000_000L;
        while (true) {
            try {
                return cluster.position(Project.KEY);
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void end(Cluster cluster, Observers observers, Crew crew, String key) throws Exception {
        long last = observers.await(cluster.position(Project.KEY), LONGEST_CATCH_UP_MS);
        report.row("the end", "all current", last);
        List<Revoked> revoked = crew.revoked();
        List<Op> ops = crew.history().all();
        report.counts(ops, observers.looks());
        try (Connection fresh = cluster.connect()) {
            Judging judging = new Judging(new Ledger(cluster, fresh), findings, report);
            judging.agree(cluster, observers, key, ops);
            List<Sight> sights = observers.end();
            judging.judge(ops, crew.initial(), sights);
        }
        findings.add("revocation", Revoked.check(revoked, spans));
        report.figure("keys revoked", revoked.size());
    }

    private void keepLogs(Path work) throws IOException {
        for (int i = 0; i < Cluster.NODES; i++) {
            Path log = work.resolve("node-" + i).resolve("server.log");
            if (Files.exists(log)) {
                Files.copy(
                        log,
                        directory.resolve("node-" + i + ".log"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (var all = Files.walk(work)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
                path.toFile().delete();
            }
        }
    }
}
