package dev.firstlight.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the websites' own logs say of a span of time: the product's word is not taken for it. */
final class VisitLogs {

    private final List<Site> sites;
    private final Map<Path, Long> from = new HashMap<>();

    VisitLogs(List<Site> sites) {
        this.sites = sites;
    }

    /** Everything from here on counts. */
    void mark() throws IOException {
        for (Site site : sites) {
            from.put(site.log(), lines(site.log()).count());
        }
    }

    /** The sites beyond New Zealand, and how often each served the new viewer since the mark. */
    List<String> elsewhere() throws IOException {
        List<String> counts = new ArrayList<>();
        for (Site site : sites) {
            if (!site.region().equals("nz")) {
                counts.add(site.name() + " " + treated(site.log()));
            }
        }
        return counts;
    }

    private long treated(Path log) throws IOException {
        try (Stream<String> lines = lines(log)) {
            return lines.skip(from.getOrDefault(log, 0L))
                    .filter(line -> line.contains(" on "))
                    .count();
        }
    }

    private static Stream<String> lines(Path log) throws IOException {
        return Files.readAllLines(log).stream();
    }
}
