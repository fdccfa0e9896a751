package dev.firstlight.server.relay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line for each thing that somebody may want to know later. */
final class Log {

    private Log() {}

    static void say(String what) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " relay: " + what.replaceAll("\\R", " "));
    }
}
