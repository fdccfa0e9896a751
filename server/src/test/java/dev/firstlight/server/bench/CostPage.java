package dev.firstlight.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What was measured, kept for the simulation of many streams to read. */
final class CostPage {

    private static final Path FILE = Path.of(
            "src", "test", "resources", "dev", "firstlight", "server", "delivery", "simulation", "costs.properties");

    private final Map<String, String> kept = new TreeMap<>();

    /** What was measured before; parts that are not measured this time stay. */
    static CostPage read() throws IOException {
        CostPage page = new CostPage();
        if (Files.exists(FILE)) {
            Properties before = new Properties();
            try (var in = Files.newBufferedReader(FILE)) {
                before.load(in);
            }
            before.forEach((name, value) -> page.kept.put(name.toString(), value.toString()));
        }
        return page;
    }

    void put(String name, double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
        System.out.println(name + " = " + text);
        kept.put(name, text);
    }

    void write() throws IOException {
        StringBuilder text =
                new StringBuilder("# Written by ./mvnw -Pcosts; microseconds of one core, bytes, or a number.\n");
        kept.put("measured.on", LocalDate.now(ZoneOffset.UTC).toString());
        kept.put("measured.java", System.getProperty("java.version"));
        kept.put("measured.cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        kept.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
    }
}
