package dev.firstlight.server.model;

/** What an SDK may live through between two servers. */
record SdkStreamWorld(
        int lastRevision, int restores, int faults, int crashes, int given, int kept, int emptyAt, String bug)
        implements World {

    /** One change, and nothing goes wrong. */
    static final SdkStreamWorld QUIET = new SdkStreamWorld(2, 0, 0, 0, 0, 0, 0, "none");

    /** One change, and one thing goes wrong. */
    static final SdkStreamWorld TINY = new SdkStreamWorld(2, 0, 1, 0, 0, 0, 0, "none");

    static final SdkStreamWorld SMALL = new SdkStreamWorld(3, 0, 1, 0, 0, 0, 0, "none");

    /** The process is killed, finds a file that is older than what it is given, and a revision without flags. */
    static final SdkStreamWorld KILLED = new SdkStreamWorld(4, 0, 1, 1, 2, 1, 3, "none");

    static final SdkStreamWorld RESTORED = new SdkStreamWorld(3, 1, 0, 0, 0, 1, 0, "none");

    static final SdkStreamWorld MORE_FAULTS = new SdkStreamWorld(3, 0, 2, 1, 0, 1, 0, "none");

    static final SdkStreamWorld RESTORED_AND_FAULTY = new SdkStreamWorld(3, 1, 1, 0, 0, 0, 0, "none");

    static final SdkStreamWorld MORE_CHANGES = new SdkStreamWorld(4, 1, 1, 0, 0, 0, 0, "none");

    SdkStreamWorld upTo(int revision) {
        return new SdkStreamWorld(revision, restores, faults, crashes, given, kept, emptyAt, bug);
    }

    SdkStreamWorld restored() {
        return new SdkStreamWorld(lastRevision, 1, faults, crashes, given, kept, emptyAt, bug);
    }

    SdkStreamWorld killed() {
        return new SdkStreamWorld(lastRevision, restores, faults, 1, given, kept, emptyAt, bug);
    }

    SdkStreamWorld starting(int fromGiven, int fromFile) {
        return new SdkStreamWorld(lastRevision, restores, faults, crashes, fromGiven, fromFile, emptyAt, bug);
    }

    SdkStreamWorld emptied(int at) {
        return new SdkStreamWorld(lastRevision, restores, faults, crashes, given, kept, at, bug);
    }

    @Override
    public String model() {
        return "SdkStream";
    }

    @Override
    public SdkStreamWorld without(String guard) {
        return new SdkStreamWorld(lastRevision, restores, faults, crashes, given, kept, emptyAt, guard);
    }

    @Override
    public String constants() {
        return """
                  Nodes = {a, b}
                  LastRev = %d
                  Restores = %d
                  Faults = %d
                  Crashes = %d
                  Given = %d
                  Kept = %d
                  EmptyAt = %d
                  Bug = "%s"
                """.formatted(lastRevision, restores, faults, crashes, given, kept, emptyAt, bug);
    }
}
