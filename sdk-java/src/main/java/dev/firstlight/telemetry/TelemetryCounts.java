package dev.firstlight.telemetry;

/**
 * What an instance has reported so far, and what became of it.
 *
 * @param evaluations how many evaluations were counted into batches
 * @param waiting how many exposures and outcomes wait to be sent
 * @param dropped how many evaluations, exposures and outcomes were lost: for want of room, or because a key, a name or a
 *     value is none that the server takes
 * @param sent how many batches the server has taken, or will never take
 * @param failed how many attempts to send one failed; each batch is tried again
 */
public record TelemetryCounts(long evaluations, long waiting, long dropped, long sent, long failed) {

    /** Where nothing is reported. */
    public static final TelemetryCounts NONE = new TelemetryCounts(0, 0, 0, 0, 0);
}
