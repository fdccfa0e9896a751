package dev.firstlight.server.environment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far a revision has come, in one sentence. */
final class PropagationSentence {

    private static final int MOST_NAMED = 3;

    private PropagationSentence() {}

    static String of(long revision, int instances, int applied, @Nullable Long p99Ms, List<Propagation.Behind> behind) {
        if (instances == 0) {
            return "revision " + revision + ": no instance was seen in the last 90 s";
        }
        StringBuilder sentence = new StringBuilder("revision " + revision + ": " + applied + " of " + instances);
        if (p99Ms != null) {
            sentence.append(", p99 ").append(time(p99Ms));
        }
        if (!behind.isEmpty()) {
            sentence.append(", behind: ")
                    .append(behind.stream()
                            .limit(MOST_NAMED)
                            .map(PropagationSentence::named)
                            .collect(Collectors.joining(", ")));
            int more = instances - applied - MOST_NAMED;
            if (more > 0) {
                sentence.append(" and ").append(more).append(" more");
            }
        }
        return sentence.toString();
    }

    private static String named(Propagation.Behind one) {
        String at = one.revision() == null ? "no revision" : "revision " + one.revision();
        return one.instance() + " (" + (one.region() == null ? "" : one.region() + ", ") + one.sdk() + ", " + at + ")";
    }

    private static String time(long ms) {
        return ms < 1_000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
    }
}
