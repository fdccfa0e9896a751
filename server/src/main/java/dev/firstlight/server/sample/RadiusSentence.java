package dev.firstlight.server.sample;

import java.util.List;
import java.util.Locale;

/** What a change does to units, in a sentence. */
final class RadiusSentence {

    private static final int MOST_REGIONS = 5;

    private RadiusSentence() {}

    static String none(Sample sample) {
        return sample.hash() == null
                ? "Nobody knows how many units change: no contexts are sampled. Switch it on with PUT /api/v1/projects/"
                        + sample.environment().project()
                        + "/context-sampling {\"enabled\": true}, and with sampleContexts in the SDK."
                : "Nobody knows how many units change: no instance has sent contexts in the last day. Switch"
                        + " sampleContexts on in the SDK.";
    }

    static String of(List<Stratum> regions, boolean nothing) {
        if (nothing) {
            return "0 % of units change: nothing is served otherwise.";
        }
        Estimate all = Estimate.of(regions);
        StringBuilder sentence = new StringBuilder();
        if (all.changed() == 0 && all.unjudged() == 0) {
            return sentence.append("0 % of units change: none of ")
                    .append(count(regions))
                    .append(" that were looked at, so at most ")
                    .append(percent(all.high()))
                    .append(" % of all.")
                    .toString();
        }
        sentence.append(percent(all.changed())).append(" % ");
        sentence.append(
                all.changed() == 0 ? "of units change for certain" : "± " + percent(all.margin()) + " of units change");
        List<String> none = regions.stream()
                .filter(one -> one.changed() == 0
                        && one.unjudged() == 0
                        && !one.region().isEmpty())
                .map(Stratum::region)
                .toList();
        if (!none.isEmpty() && all.changed() > 0) {
            sentence.append(", 0 in ").append(String.join(", ", none.subList(0, Math.min(MOST_REGIONS, none.size()))));
            if (none.size() > MOST_REGIONS) {
                sentence.append(" and ").append(none.size() - MOST_REGIONS).append(" more regions");
            }
        }
        if (all.unjudged() > 0) {
            sentence.append("; ")
                    .append(percent(all.unjudged()))
                    .append(" % could not be judged, for want of values in clear, so that it may be as many as ")
                    .append(percent(all.high()))
                    .append(" %");
        }
        return sentence.append('.').toString();
    }

    private static String count(List<Stratum> regions) {
        return String.format(
                Locale.ROOT, "%,d", regions.stream().mapToInt(Stratum::contexts).sum());
    }

    /** 31, 3.1 or 0.03: as many digits as say something. */
    static String percent(double share) {
        double percent = 100 * share;
        String text = String.format(Locale.ROOT, percent >= 0.1 || percent == 0 ? "%.1f" : "%.2f", percent);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
