package dev.firstlight.server.metric;

import java.util.List;

/** Fills a query's placeholders, which stand within quotes. */
final class Filling {

    private Filling() {}

    /** For one arm in one region. */
    static String fill(String query, String flag, String variant, Arm arm, String region) {
        return query.replace("{{region}}", quoted(region))
                .replace("{{variant}}", quoted(variant))
                .replace("{{arm}}", arm == Arm.TREATMENT ? "treatment" : "control")
                .replace("{{flag}}", quoted(flag));
    }

    /** For the treatment in all regions that were reached: the region is an expression that matches each of them. */
    static String fillAll(String query, String flag, String variant, List<String> regions) {
        String any = String.join(
                "|", regions.stream().map(region -> region.replace(".", "\\.")).toList());
        return fill(query, flag, variant, Arm.TREATMENT, any);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("'", "\\'")
                .replace("\n", "\\n");
    }
}
