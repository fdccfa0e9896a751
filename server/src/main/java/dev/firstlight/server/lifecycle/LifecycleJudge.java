package dev.firstlight.server.lifecycle;

import dev.firstlight.server.lifecycle.Lifecycle.Stage;
import dev.firstlight.server.metric.Usages.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges where a flag is in its life: new, live, stale, archived. */
public final class LifecycleJudge {

    private LifecycleJudge() {}

    /**
     * What is known of a flag.
     *
     * @param lifetime how long it is meant to live, null where nobody said
     * @param archivedAt null where it is not
     * @param served what it served and where
     */
    public record Facts(
            Instant createdAt,
            @Nullable Duration lifetime,
            @Nullable Instant archivedAt,
            List<Served> served) {}

    private record Finding(Instant since, String sentence) {}

    /**
     * Judges a flag.
     *
     * @param patience how long nothing may happen until a flag counts as stale
     */
    public static Lifecycle judge(Facts facts, Duration patience, Instant now) {
        List<Served> served =
                facts.served().stream().filter(one -> !one.variant().isEmpty()).toList();
        Instant last = served.stream()
                .map(Served::lastAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (facts.archivedAt() != null) {
            return new Lifecycle(Stage.ARCHIVED.word(), facts.archivedAt(), List.of(), last);
        }
        List<Finding> findings = Stream.of(
                        unasked(facts, last, patience, now),
                        outlived(facts, now),
                        last == null ? null : oneSided(served, patience, now))
                .filter(finding -> finding != null)
                .toList();
        if (findings.isEmpty()) {
            return new Lifecycle((last == null ? Stage.NEW : Stage.LIVE).word(), null, List.of(), last);
        }
        Instant since = findings.stream()
                .map(Finding::since)
                .min(Comparator.naturalOrder())
                .orElse(now);
        return new Lifecycle(
                Stage.STALE.word(),
                since,
                findings.stream().map(Finding::sentence).toList(),
                last);
    }

    private static @Nullable Finding unasked(Facts facts, @Nullable Instant last, Duration patience, Instant now) {
        Instant since = (last == null ? facts.createdAt() : last).plus(patience);
        if (since.isAfter(now)) {
            return null;
        }
        return new Finding(
                since,
                last == null
                        ? "Nobody has asked for it since it was made, " + days(facts.createdAt(), now) + " ago."
                        : "Nobody has asked for it for " + days(last, now) + ".");
    }

    private static @Nullable Finding outlived(Facts facts, Instant now) {
        if (facts.lifetime() == null || facts.createdAt().plus(facts.lifetime()).isAfter(now)) {
            return null;
        }
        return new Finding(
                facts.createdAt().plus(facts.lifetime()),
                "It was meant to live " + facts.lifetime().toDays() + " days and is " + days(facts.createdAt(), now)
                        + " old.");
    }

    /** In every environment that asks for it still, one variant alone has been served for long, and it is the same. */
    private static @Nullable Finding oneSided(List<Served> served, Duration patience, Instant now) {
        Map<String, List<Served>> byEnvironment = new HashMap<>();
        served.forEach(one -> byEnvironment
                .computeIfAbsent(one.environment(), key -> new ArrayList<>())
                .add(one));
        Instant since = Instant.MIN;
        String variant = null;
        for (List<Served> all : byEnvironment.values()) {
            List<Served> latest = all.stream()
                    .sorted(Comparator.comparing(Served::lastAt).reversed())
                    .toList();
            Served only = latest.get(0);
            if (only.lastAt().isBefore(now.minus(patience))) {
                continue;
            }
            Instant alone = latest.size() == 1 ? only.firstAt() : latest.get(1).lastAt();
            if (alone.isAfter(now.minus(patience)) || (variant != null && !variant.equals(only.variant()))) {
                return null;
            }
            variant = only.variant();
            since = alone.isAfter(since) ? alone : since;
        }
        return variant == null
                ? null
                : new Finding(
                        since.plus(patience),
                        "It has served \"" + variant + "\" and nothing else for " + days(since, now) + ".");
    }

    private static String days(Instant from, Instant to) {
        long days = Duration.between(from, to).toDays();
        return days == 1 ? "1 day" : days + " days";
    }
}
