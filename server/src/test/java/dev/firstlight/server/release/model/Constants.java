package dev.firstlight.server.release.model;

import java.util.List;

/**
 * How large a world the model has; {@code Release.tla} says what each is.
 *
 * @param bug what is left out of the code, "none" for nothing
 */
record Constants(
        int regions,
        int lastStage,
        int stops,
        int acts,
        int bake,
        int watch,
        boolean byRegion,
        String gates,
        String bug) {

    private static final String TWO_GATES = "\"receipts\", \"verdict\"";

    /** One stage: enough for what must happen sometime, which is dear to check. */
    static final Constants TINY = new Constants(1, 0, 1, 1, 1, 1, false, "", "none");

    /** Two regions, of which one may be taken back alone. */
    static final Constants TINY_BY_REGION = new Constants(2, 0, 1, 0, 1, 1, true, "", "none");

    static final Constants SMALL = new Constants(1, 1, 1, 1, 1, 1, false, "", "none");

    static final Constants MIDDLE = new Constants(1, 1, 1, 1, 1, 1, false, TWO_GATES, "none");

    static final Constants MIDDLE_BY_REGION = new Constants(2, 1, 1, 0, 1, 1, true, TWO_GATES, "none");

    static final Constants ALL_GATES =
            new Constants(1, 1, 1, 1, 1, 1, false, TWO_GATES + ", \"approval\", \"check\"", "none");

    static final Constants MORE_REGIONS = new Constants(2, 1, 1, 1, 1, 1, true, "\"verdict\"", "none");

    static final Constants MORE_STOPS_AND_ACTS = new Constants(1, 0, 2, 2, 1, 1, false, "\"verdict\"", "none");

    Constants with(String left) {
        return new Constants(regions, lastStage, stops, acts, bake, watch, byRegion, gates, left);
    }

    /** The same without people. */
    Constants alone() {
        return new Constants(regions, lastStage, stops, 0, bake, watch, byRegion, gates, bug);
    }

    /** The same whose stages ask for something else. */
    Constants asking(String other) {
        return new Constants(regions, lastStage, stops, acts, bake, watch, byRegion, other, bug);
    }

    String configuration(List<String> properties) {
        return """
                SPECIFICATION Spec
                CONSTANTS
                  Leaders = {a, b}
                  Regions = %s
                  LastStage = %d
                  Stops = %d
                  Acts = %d
                  Bake = %d
                  Watch = %d
                  ByRegion = %s
                  Gates = {%s}
                  Bug = "%s"
                PROPERTIES %s
                """.formatted(
                        regions == 1 ? "{n}" : "{n, e}",
                        lastStage,
                        stops,
                        acts,
                        bake,
                        watch,
                        byRegion ? "TRUE" : "FALSE",
                        gates,
                        bug,
                        String.join(" ", properties));
    }
}
