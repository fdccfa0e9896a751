package dev.firstlight.server.apifuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found, each kind of finding once with the first request that showed it. */
final class Findings {

    private record Finding(String example, int[] count) {}

    private final Map<String, Finding> all = new TreeMap<>();
    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<String, Map<String, Integer>> refusals = new TreeMap<>();
    private int sent;

    synchronized void count(Operation operation, int status) {
        sent++;
        statuses.computeIfAbsent(operation.name(), name -> new TreeMap<>()).merge(status, 1, Integer::sum);
    }

    synchronized void add(Operation operation, String problem, String example) {
        String kind =
                operation.name() + ": " + problem.replaceAll("/\\d+", "/n").replaceAll("'[^']{40,}'", "'…'");
        all.computeIfAbsent(kind, one -> new Finding(example, new int[1])).count[0]++;
    }

    /** What is said to who does as the document says: where it is often, the document could say more. */
    synchronized void refused(Operation operation, String detail) {
        refusals.computeIfAbsent(operation.name(), name -> new TreeMap<>()).merge(detail, 1, Integer::sum);
    }

    /** The most frequent refusals of each operation. */
    synchronized String refusals() {
        StringBuilder text = new StringBuilder();
        refusals.forEach((operation, details) -> {
            text.append(operation).append('\n');
            details.entrySet().stream()
                    .sorted((one, other) -> other.getValue() - one.getValue())
                    .limit(6)
                    .forEach(one -> text.append("    " + one.getValue() + " × " + one.getKey() + "\n"));
        });
        return text.toString();
    }

    synchronized int sent() {
        return sent;
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** Operations that never succeeded. */
    synchronized List<String> unreached() {
        return statuses.entrySet().stream()
                .filter(one -> one.getValue().keySet().stream().noneMatch(status -> status < 400))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How often each operation answered with which status. */
    synchronized String table() {
        StringBuilder table = new StringBuilder();
        statuses.forEach((operation, counts) -> table.append(operation + " " + counts + "\n"));
        return table.toString();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder(all.size() + " kinds of contradiction in " + sent + " requests\n");
        all.forEach((kind, finding) -> text.append("\n=== " + finding.count[0] + " × " + kind + "\n"));
        all.forEach((kind, finding) ->
                text.append("\n\n######## " + finding.count[0] + " × " + kind + "\n" + finding.example));
        return text.toString();
    }
}
