package dev.firstlight.server.model;

/**
 * How large a world the model has; {@code Release.tla} says what each is.
 *
 * @param bug what is left out of the code, "none" for nothing
 */
record ReleaseWorld(
        int regions,
        int lastStage,
        int stops,
        int acts,
        int bake,
        int watch,
        boolean byRegion,
        String gates,
        String beside,
        String bug)
        implements World {

    private static final String TWO_GATES = "\"receipts\", \"verdict\"";

    /** One stage: enough for what must happen sometime, which is dear to check. */
    static final ReleaseWorld TINY = new ReleaseWorld(1, 0, 1, 1, 1, 1, false, "", "", "none");

    /** Two regions, of which one may be taken back alone. */
    static final ReleaseWorld TINY_BY_REGION = new ReleaseWorld(2, 0, 1, 0, 1, 1, true, "", "", "none");

    /** The value that is taken back waits in another release, and people edit the rest of the flag. */
    static final ReleaseWorld TINY_BESIDE =
            new ReleaseWorld(1, 0, 0, 1, 1, 1, false, "", "\"retry\", \"rules\"", "none");

    static final ReleaseWorld SMALL = new ReleaseWorld(1, 1, 1, 1, 1, 1, false, "", "", "none");

    static final ReleaseWorld MIDDLE = new ReleaseWorld(1, 1, 1, 1, 1, 1, false, TWO_GATES, "", "none");

    static final ReleaseWorld MIDDLE_BY_REGION = new ReleaseWorld(2, 1, 1, 0, 1, 1, true, TWO_GATES, "", "none");

    static final ReleaseWorld ALL_GATES =
            new ReleaseWorld(1, 1, 1, 1, 1, 1, false, TWO_GATES + ", \"approval\", \"check\"", "", "none");

    static final ReleaseWorld MORE_REGIONS = new ReleaseWorld(2, 1, 1, 1, 1, 1, true, "\"verdict\"", "", "none");

    static final ReleaseWorld MORE_STOPS_AND_ACTS =
            new ReleaseWorld(1, 0, 2, 2, 1, 1, false, "\"verdict\"", "", "none");

    @Override
    public String model() {
        return "Release";
    }

    @Override
    public ReleaseWorld without(String guard) {
        return new ReleaseWorld(regions, lastStage, stops, acts, bake, watch, byRegion, gates, beside, guard);
    }

    /** The same without people. */
    ReleaseWorld alone() {
        return new ReleaseWorld(regions, lastStage, stops, 0, bake, watch, byRegion, gates, beside, bug);
    }

    /** The same whose stages ask for something else. */
    ReleaseWorld asking(String other) {
        return new ReleaseWorld(regions, lastStage, stops, acts, bake, watch, byRegion, other, beside, bug);
    }

    /** The same where people do something else besides. */
    ReleaseWorld beside(String what) {
        return new ReleaseWorld(regions, lastStage, stops, acts, bake, watch, byRegion, gates, what, bug);
    }

    @Override
    public String constants() {
        return """
                  Leaders = {a, b}
                  Regions = %s
                  LastStage = %d
                  Stops = %d
                  Acts = %d
                  Bake = %d
                  Watch = %d
                  ByRegion = %s
                  Gates = {%s}
                  Beside = {%s}
                  Bug = "%s"
                """.formatted(
                        regions == 1 ? "{n}" : "{n, e}",
                        lastStage,
                        stops,
                        acts,
                        bake,
                        watch,
                        byRegion ? "TRUE" : "FALSE",
                        gates,
                        beside,
                        bug);
    }
}
