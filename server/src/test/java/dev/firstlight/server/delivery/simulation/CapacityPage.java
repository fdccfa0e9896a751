package dev.firstlight.server.delivery.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page, of which each table stands between two marks of its own. */
final class CapacityPage {

    private final Path file;
    private final boolean write;

    CapacityPage(Path file, boolean write) {
        this.file = file;
        this.write = write;
    }

    void put(String name, String table) throws IOException {
        System.out.println(table);
        if (!write) {
            return;
        }
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        String all = Files.readString(file);
        int from = all.indexOf(begin);
        int to = all.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(file + " has no place for " + name);
        }
        Files.writeString(file, all.substring(0, from) + begin + "\n" + table + all.substring(to));
    }
}
