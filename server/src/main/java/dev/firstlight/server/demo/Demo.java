package dev.firstlight.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Comic Co. releases its new viewer: first with comics that suit it, then with some that break it. Runs until it is
 * interrupted, and takes every process it started with it.
 */
final class Demo implements DemoPage.Buttons {

    private final ExecutorService runs = Executors.newSingleThreadExecutor();
    private final List<Site> sites;
    private final Story story;
    private final Narrator narrator;

    private Demo(List<Site> sites, Story story, Narrator narrator) {
        this.sites = sites;
        this.story = story;
        this.narrator = narrator;
    }

    /** Takes the server's build directory and the project's root. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            String host = System.getenv("QUARKUS_HTTP_HOST");
            Place.requireLoopback(host == null ? "127.0.0.1" : host);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        Place place = Place.of(args);
        Files.createDirectories(place.directory());
        System.out.println("Starting The Comic Co.; logs are in " + place.directory());
        Company company = new Company(place, new Children(place.directory()));
        Company.Running server = company.startServer();
        Narrator narrator = new Narrator();
        Story story = new Story(server.api(), narrator::say);
        String link = story.seed();
        List<Site> sites = company.startSites(server, Story.PROJECT);
        new Demo(sites, story, narrator).run(server, link);
    }

    private void run(Company.Running server, String link) throws IOException, InterruptedException {
        new Readers().start(sites);
        String page = new DemoPage(sites, narrator, this, server.url() + "/").start();
        System.out.println();
        System.out.println("  Console   " + server.url() + "/");
        System.out.println("  Sign in   " + link + "   (works once)");
        System.out.println("  Buttons   " + page);
        System.out.println();
        narrator.startClock();
        narrator.say("started");
        firstAndSecond();
        narrator.say("The sites go on. Break it, heal it, run again: " + page + "  Ctrl-C ends everything.");
        Thread.currentThread().join();
    }

    private void firstAndSecond() throws IOException, InterruptedException {
        JsonNode first = story.release("The new viewer");
        narrator.say("The first release ended " + first.get("state").asText() + ".");
        story.backToOff();
        edition(true);
        // The sites need a moment to be back on the old viewer before their logs are watched.
        Thread.sleep(1_500);
        JsonNode second = story.release("The new viewer, spring edition");
        narrator.say("The second release ended " + second.get("state").asText() + ".");
        Instant started = Instant.parse(second.get("startedAt").asText());
        narrator.say("Visits the sites' own logs show on the new viewer meanwhile, beyond New Zealand: "
                + String.join(", ", new VisitLogs(sites).beyondNewZealand(started)));
    }

    @Override
    public void edition(boolean spring) {
        sites.forEach(site -> site.edition(spring));
    }

    @Override
    public void runAgain() {
        runs.execute(() -> {
            try {
                story.backToOff();
                story.release("The new viewer, once more");
            } catch (IOException e) {
                narrator.say("It could not run again: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
