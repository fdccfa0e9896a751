package dev.firstlight.server.demo;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the story on the terminal, each line with the seconds since the start. */
final class Narrator {

    private static final int REMEMBERED = 40;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile long started = System.nanoTime();

    void startClock() {
        started = System.nanoTime();
    }

    void say(String sentence) {
        String line = String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - started) / 1e9, sentence);
        System.out.println(line);
        said.add(line);
        if (said.size() > REMEMBERED) {
            said.remove(0);
        }
    }

    List<String> said() {
        return List.copyOf(said);
    }
}
