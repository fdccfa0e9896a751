package dev.firstlight.server.delivery.simulation;

/** What is asked of an installation, each named by what gives out where it is not met. */
enum Limit {
    STREAMS("streams a node may hold (`FIRSTLIGHT_DELIVERY_MOST_STREAMS`)"),
    MEMORY("memory"),
    CPU("CPU of the nodes with streams"),
    CHANGE("time of a change (F1)"),
    RECOVERY("connects after a node is lost (F7)"),
    HOME("CPU of the nodes at home"),
    FORWARDED("telemetry on its way from a relay that is far away (256 batches at once)"),
    TELEMETRY("telemetry, kept more than a minute late"),
    SPARE("a node may be lost"),
    NONE("nothing");

    /** F1 and F7 of the project's reliability goals, in seconds. */
    static final double CHANGE_99 = 0.5;

    static final double CHANGE_ALL = 2;
    static final double ALL_CURRENT = 60;
    /** Shares of a core's time and of a node's memory that may be used. */
    static final double WORKED = 0.6;

    static final double FULL = 0.8;
    /** Streams at one node. */
    static final int ROOM = 20_000;
    /** Seconds after which all telemetry is kept, sent again or not. */
    static final double KEPT = 60;

    private final String words;

    Limit(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
