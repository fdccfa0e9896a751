package dev.firstlight.server.relays;

import dev.firstlight.server.support.RunningServer;
import dev.firstlight.server.support.Sdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A region with a relay, and with applications that know of nothing else. */
final class Outpost implements AutoCloseable {

    static final int APPLICATIONS = 5;

    private final Region region;
    private final RunningServer relay;
    private final Path directory;
    private final String key;
    private final String flag;
    private final List<Sdks> applications = new ArrayList<>();

    private Outpost(Region region, RunningServer relay, Path directory, String key, String flag) {
        this.region = region;
        this.relay = relay;
        this.directory = directory;
        this.key = key;
        this.flag = flag;
    }

    static Outpost open(Path parent, Region region, String home, String key, String flag) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(region.name()));
        RunningServer relay = RunningServer.start(
                directory,
                Map.of(
                        "FIRSTLIGHT_SERVER_ROLES",
                        "relay",
                        "FIRSTLIGHT_RELAY_UPSTREAM",
                        home,
                        "FIRSTLIGHT_RELAY_KEYS",
                        key,
                        "FIRSTLIGHT_RELAY_DIRECTORY",
                        directory.resolve("kept").toString()),
                "-Xmx128m",
                new RunningServer.Place(region.relay(), region.within()));
        Outpost outpost = new Outpost(region, relay, directory, key, flag);
        outpost.more(APPLICATIONS);
        return outpost;
    }

    /** Starts applications that have nothing yet. */
    Sdks more(int count) throws IOException {
        Sdks started = Sdks.start(
                Sdks.classPath(RunningServer.BUILD),
                region.within(),
                directory.resolve("applications.log"),
                new Sdks.Watched(count, region.name(), key, List.of(relay.url()), flag, flag));
        applications.add(started);
        return started;
    }

    Region region() {
        return region;
    }

    /** Kills its relay as a power cut would, and starts it again. */
    void restartRelay() throws IOException, InterruptedException {
        relay.kill();
        relay.start();
    }

    /** Waits until all applications serve a revision, or a later one. */
    void reach(long revision, Duration within) {
        applications.forEach(some -> some.reach(1, revision, within));
    }

    /** What its applications serve, each value once. */
    List<String> values() {
        return applications.stream()
                .flatMap(some -> some.values().stream())
                .distinct()
                .toList();
    }

    /** The revisions that its applications serve, each once. */
    List<Long> revisions() {
        return applications.stream()
                .flatMap(some -> some.now().stream())
                .map(Sdks.Seen::revision)
                .distinct()
                .toList();
    }

    long asked() {
        return applications.stream().mapToLong(Sdks::asked).sum();
    }

    long wentBack() {
        return applications.stream().mapToLong(Sdks::wentBack).sum();
    }

    List<String> failures() {
        return applications.stream().flatMap(some -> some.failures().stream()).toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Sdks some : applications) {
            some.close();
        }
        relay.close();
        region.close();
    }
}
