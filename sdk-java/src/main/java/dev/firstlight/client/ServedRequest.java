package dev.firstlight.client;

import dev.firstlight.core.Assignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that the application serves. It remembers which releases it met: those of the flags that were evaluated while it
 * was the thread's own. When it is done, what became of it is reported for the units that met them, under two metrics: an
 * event of {@value #ERROR} where it failed, and a measurement of {@value #DURATION}, in milliseconds. Releases whose guards
 * watch neither hear nothing. May be used from any thread.
 */
public final class ServedRequest {

    /** The metric of requests that failed; a unit's event. */
    public static final String ERROR = "request.error";

    /** The metric of how long requests took, in milliseconds. */
    public static final String DURATION = "request.duration";

    /** A request that meets more releases than this is not remembered to have met the others. */
    private static final int MOST_MET = 100;

    private static final ThreadLocal<@Nullable ServedRequest> CURRENT = new ThreadLocal<>();

    private record Met(Assignment assignment, List<String> metrics) {}

    private final Answers answers;
    private final long began = System.nanoTime();
    // Guarded by this.
    private final List<Met> met = new ArrayList<>(2);
    private boolean done;

    private ServedRequest(Answers answers) {
        this.answers = answers;
    }

    /**
     * A request that begins now.
     *
     * @param client what evaluates and reports
     * @return the request, attached to no thread
     */
    public static ServedRequest begin(FlagClient client) {
        return new ServedRequest(client.answers());
    }

    /**
     * The one that is attached to this thread, null where there is none.
     *
     * @return the request, or null
     */
    public static @Nullable ServedRequest current() {
        return CURRENT.get();
    }

    /**
     * Makes it this thread's own until the handle is closed, on the same thread; then the one before is again.
     *
     * @return the handle
     */
    public Subscription attach() {
        ServedRequest before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** It met a release. */
    synchronized void met(Assignment assignment, List<String> metrics) {
        boolean known = met.stream()
                .anyMatch(each -> each.assignment.release().equals(assignment.release())
                        && each.assignment.unit().equals(assignment.unit()));
        if (!done && !known && met.size() < MOST_MET) {
            met.add(new Met(assignment, metrics));
        }
    }

    /**
     * It is over, which is reported once; again, this does nothing.
     *
     * @param failed whether the server could not answer it: status 500 to 599, or an exception that nobody handled
     */
    public void done(boolean failed) {
        double millis = (System.nanoTime() - began) / 1e6;
        List<Met> releases;
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
            releases = List.copyOf(met);
        }
        for (Met each : releases) {
            if (failed && each.metrics.contains(ERROR)) {
                answers.happened(each.assignment, ERROR);
            }
            if (each.metrics.contains(DURATION)) {
                answers.measured(each.assignment, DURATION, millis);
            }
        }
    }
}
