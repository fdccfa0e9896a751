package dev.firstlight.server.cli.kill;

import dev.firstlight.core.Kills;
import dev.firstlight.server.cli.CommandFailure;
import dev.firstlight.server.cli.ExitCode;
import dev.firstlight.wire.KillList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a kill list.
 *
 * @param kill each {@code FLAG=VARIANT}, or {@code FLAG} for the flag's own off variant
 * @param lift flags that their rulesets decide on again
 * @param comment why
 */
public record KillOrder(
        List<String> kill,
        List<String> lift,
        boolean liftAll,
        @Nullable String comment) {

    /** Whether anything is to change. */
    public boolean isEmpty() {
        return kill.isEmpty() && lift.isEmpty() && !liftAll;
    }

    /**
     * The next list. Its serial is the time, and greater than that of the one before.
     *
     * @param before null for the first list
     */
    public KillList on(@Nullable KillList before, String project, String environment, Instant now) {
        Map<String, @Nullable String> variants = new TreeMap<>();
        if (before != null && !liftAll) {
            variants.putAll(before.kills().variants());
        }
        for (String flag : lift) {
            if (!variants.containsKey(flag)) {
                throw new CommandFailure(ExitCode.USAGE, "\"" + flag + "\" is not killed; nothing was done.");
            }
            variants.remove(flag);
        }
        for (String one : kill) {
            int equals = one.indexOf('=');
            variants.put(equals < 0 ? one : one.substring(0, equals), equals < 0 ? null : one.substring(equals + 1));
        }
        long serial = Math.max(now.toEpochMilli(), before == null ? 1 : before.serial() + 1);
        return new KillList(
                serial,
                new Kills(project, environment, Collections.unmodifiableMap(variants)),
                now.toString(),
                comment);
    }

    /** A list in words, a line each. */
    public static List<String> words(KillList list) {
        List<String> lines = new ArrayList<>();
        list.kills()
                .variants()
                .forEach((flag, variant) ->
                        lines.add("    " + flag + " serves " + (variant == null ? "its off variant" : variant)));
        return lines.isEmpty() ? List.of("    nothing is killed") : lines;
    }
}
