package dev.firstlight.server.abuse;

import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One attack after the other on a packaged server, with somebody beside them who means no harm. */
final class Siege {

    /** The heap is taken at the start, so that what grows is what an attack took besides. */
    private static final Map<String, String> SETTINGS = Map.of(
            "JAVA_TOOL_OPTIONS", "-Xms512m -XX:+AlwaysPreTouch -XX:+ExitOnOutOfMemoryError",
            "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "100000000");

    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /**
     * How an attack went.
     *
     * @param grown megabytes that the server held more at most than before all attacks
     * @param seen by the bystander meanwhile
     * @param outcome as the attacker tells it
     */
    record Row(String attack, long grown, Bystander.Seen seen, Attacks.Outcome outcome) {}

    private Siege() {}

    /** Goes through all attacks, each for a time. */
    static List<Row> run(Path directory, Duration time, int crowd) throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("FIRSTLIGHT_DATABASE_DIRECTORY", directory.resolve("data").toString());
        List<Row> rows = new ArrayList<>();
        try (RunningServer server = RunningServer.start(directory, settings)) {
            Target target = Target.make(server);
            try (Bystander bystander = new Bystander(target);
                    Resident resident = new Resident(server.process())) {
                rows.add(row("nothing", end -> quiet(time), time, bystander, resident, 0));
                Thread.sleep(WARM_UP.toMillis());
                bystander.take();
                long before = resident.now();
                for (Map.Entry<String, Attacks.Attack> attack :
                        new Attacks(target, crowd).all().entrySet()) {
                    rows.add(row(attack.getKey(), attack.getValue(), time, bystander, resident, before));
                }
            }
            if (!server.process().isAlive() || Files.readString(server.log()).contains("java.lang.OutOfMemoryError")) {
                throw new AssertionError("the server ran out of memory; see " + server.log());
            }
        }
        return rows;
    }

    private static Attacks.Outcome quiet(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
        return new Attacks.Outcome("", List.of());
    }

    private static Row row(
            String name, Attacks.Attack attack, Duration time, Bystander bystander, Resident resident, long before)
            throws IOException, InterruptedException {
        resident.takeMost();
        Attacks.Outcome outcome = attack.until(System.nanoTime() + time.toNanos());
        Bystander.Seen seen = bystander.take();
        long most = resident.takeMost();
        Row row = new Row(name, before == 0 ? 0 : Math.max(0, most - before) >> 20, seen, outcome);
        System.out.println(row);
        return row;
    }
}
