package dev.firstlight.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the websites' own logs say of a span of time: the product's word is not taken for it. */
final class VisitLogs {

    private static final int TIME = 0;
    private static final int VARIANT = 3;

    private final List<Site> sites;

    VisitLogs(List<Site> sites) {
        this.sites = sites;
    }

    /** The sites beyond New Zealand, and how often each served the new viewer since then. */
    List<String> beyondNewZealand(Instant since) throws IOException {
        List<String> counts = new ArrayList<>();
        for (Site site : sites) {
            if (!site.region().equals("nz")) {
                counts.add(site.name() + " " + treated(site, since));
            }
        }
        return counts;
    }

    private static long treated(Site site, Instant since) throws IOException {
        return Files.readAllLines(site.log()).stream()
                .map(line -> line.split(" "))
                .filter(words -> words[VARIANT].equals("on")
                        && !Instant.parse(words[TIME]).isBefore(since))
                .count();
    }
}
