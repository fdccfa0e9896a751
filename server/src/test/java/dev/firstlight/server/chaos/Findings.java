package dev.firstlight.server.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each checker found. */
final class Findings {

    private final Map<String, List<String>> byChecker = new LinkedHashMap<>();

    synchronized void add(String checker, List<String> wrong) {
        byChecker.computeIfAbsent(checker, key -> new ArrayList<>()).addAll(wrong);
    }

    void add(String checker, String wrong) {
        add(checker, List.of(wrong));
    }

    synchronized Map<String, List<String>> byChecker() {
        return new LinkedHashMap<>(byChecker);
    }

    synchronized boolean none() {
        return byChecker.values().stream().allMatch(List::isEmpty);
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>();
        byChecker.forEach((checker, wrong) -> wrong.forEach(one -> all.add(checker + ": " + one)));
        return all;
    }
}
