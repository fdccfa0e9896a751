package dev.firstlight.server.unleash;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.unleash.OutcomeExport;
import dev.firstlight.server.metric.Usages.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Unleash's SDKs count, as what our flags served. */
final class Counts {

    private static final int LONGEST = 64;
    private static final String DISABLED = "disabled";

    private final Ruleset ruleset;
    private final boolean all;
    private final List<Reported> reported = new ArrayList<>();

    private Counts(Ruleset ruleset, boolean all) {
        this.ruleset = ruleset;
        this.all = all;
    }

    /**
     * What was served.
     *
     * @param all false for a client key, which anybody can have: then only what browsers may see is believed
     */
    static List<Reported> of(Ruleset ruleset, boolean all, Map<String, MetricsRequest.Toggle> toggles) {
        Counts counts = new Counts(ruleset, all);
        toggles.forEach(counts::add);
        return counts.reported;
    }

    private void add(String feature, MetricsRequest.Toggle counted) {
        String key = KeyName.of(feature);
        if (key.isEmpty() || key.length() > LONGEST) {
            return;
        }
        FlagSpec flag = ruleset.flag(key);
        if (!all && (flag == null || !flag.clientVisible())) {
            return;
        }
        long yes = orZero(counted.yes());
        long no = orZero(counted.no());
        if (flag == null) {
            add(key, "", Reason.ERROR, yes + no);
            return;
        }
        OutcomeExport outcomes = new OutcomeExport(flag);
        // Who is given a variant is counted among those for whom it is on.
        Map<String, Long> variants = counted.variants() == null ? Map.of() : counted.variants();
        for (Map.Entry<String, Long> each : variants.entrySet()) {
            if (!each.getKey().equals(DISABLED)) {
                add(key, variant(flag, outcomes, true, each.getKey()), Reason.UNKNOWN, orZero(each.getValue()));
                yes -= orZero(each.getValue());
            }
        }
        add(key, variant(flag, outcomes, true, null), Reason.UNKNOWN, yes);
        add(key, variant(flag, outcomes, false, null), Reason.UNKNOWN, no);
    }

    /** Our variant that is this there; the word for it where several are or none is. */
    private static String variant(FlagSpec flag, OutcomeExport outcomes, boolean on, @Nullable String name) {
        List<String> fitting = flag.variants().keySet().stream()
                .filter(variant -> {
                    OutcomeExport.Outcome outcome = outcomes.of(variant);
                    return outcome.on() == on && (name == null || outcome.name().equals(name));
                })
                .toList();
        List<String> plain = fitting.stream()
                .filter(variant -> name != null || outcomes.of(variant).variant() == null)
                .toList();
        if (plain.size() == 1) {
            return plain.get(0);
        }
        String word = name != null ? name : on ? "on" : "off";
        return fitting.size() == 1 ? fitting.get(0) : word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    }

    private void add(String key, String variant, Reason reason, long count) {
        if (count > 0) {
            reported.add(new Reported(key, variant, reason.name(), count));
        }
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
