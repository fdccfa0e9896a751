package dev.firstlight.server.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts what everybody saw beside what the database holds, and lets each checker look at it. */
final class Judging {

    private final Ledger ledger;
    private final Findings findings;
    private final Report report;

    Judging(Ledger ledger, Findings findings, Report report) {
        this.ledger = ledger;
        this.findings = findings;
        this.report = report;
    }

    /** What the database, each node and each observer say of the sets. */
    void agree(Cluster cluster, Observers observers, String key, List<Op> ops) throws Exception {
        Map<String, Set<String>> kept = ledger.targets();
        findings.add("sets", Sets.check(ops, kept));
        Client application = new Client(cluster.sdkUrls(), key);
        for (int node = 0; node < Cluster.NODES; node++) {
            JsonNode flags =
                    application.send(node, "GET", "/sdk/v1/ruleset", "").json().path("flags");
            for (Map.Entry<String, Set<String>> one : kept.entrySet()) {
                if (!Ledger.keys(flags.path(one.getKey())).equals(one.getValue())) {
                    findings.add("sets", "node " + node + " has other elements in " + one.getKey());
                }
            }
        }
        for (Map.Entry<String, Set<String>> one : kept.entrySet()) {
            List<String> units = new ArrayList<>(new TreeSet<>(one.getValue()));
            if (units.isEmpty()) {
                continue;
            }
            int observer = 0;
            for (List<String> seen : observers.values(one.getKey(), units)) {
                if (!seen.stream().allMatch("v1"::equals)) {
                    findings.add("sets", "observer " + observer + " lacks elements of " + one.getKey());
                }
                observer++;
            }
        }
        report.figure(
                "elements there", kept.values().stream().mapToLong(Set::size).sum());
    }

    void judge(List<Op> ops, Map<String, Registers.State> initial, List<Sight> sights) throws Exception {
        findings.add("registers", Registers.check(ops, initial));
        List<Long> revisions = ledger.revisions();
        findings.add("revisions", Rows.gaps(revisions));
        findings.add("revisions", Rows.unlogged(ops, revisions));
        findings.add("positions", Sights.backwards(sights));
        findings.add("pairs", Sights.torn(sights, Project.pairs()));
        findings.add("truth", Sights.untrue(sights, ledger.truth()));
        findings.add("sums", Rows.sums(acknowledged(ops), ledger.counted()));
        findings.add("audit", ledger.audit());
        findings.add("releases", ledger.releases());
        findings.add("releases", ReleaseWorker.check(ops));
        findings.add("leaders", Rows.usurped(ledger.acted()));
        findings.add("writes", report.failedWhileWritable(ops));
        report.figure("revisions", revisions.size());
        report.figure("sights written down", sights.size());
    }

    private static Map<String, Long> acknowledged(List<Op> ops) {
        Map<String, Long> sums = new HashMap<>();
        ops.stream()
                .filter(op -> op.isOf(CountWorker.KIND))
                .forEach(op -> sums.merge(op.key(), Long.parseLong(op.asked()), Long::sum));
        return sums;
    }
}
