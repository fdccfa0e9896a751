package dev.firstlight.rest;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.util.Map;

/**
 * Reports errors and durations of requests to a Jakarta REST server for the releases that they met, as {@link ServedRequest}
 * says. Register it with the application. A request failed where it is answered by a status of 500 to 599, whoever made the
 * answer of an exception, or where its answer cannot be written; it lasts until its answer is written, on whatever thread.
 *
 * <p>Flags count for a request where they are evaluated on the thread on which it came. A resource that goes on elsewhere
 * takes {@link ServedRequest#current} along and attaches it there.
 */
public final class RequestOutcomeFeature implements Feature {

    /** Before all other filters on the way in, after them on the way out, and around whoever else writes. */
    private static final int OUTERMOST = Integer.MIN_VALUE;

    private final FlagClient client;

    /**
     * A feature that reports by this client.
     *
     * @param client what evaluates and reports
     */
    public RequestOutcomeFeature(FlagClient client) {
        this.client = client;
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(
                new RequestOutcomeFilter(client),
                Map.of(
                        ContainerRequestFilter.class, OUTERMOST,
                        ContainerResponseFilter.class, OUTERMOST,
                        WriterInterceptor.class, OUTERMOST));
        return true;
    }
}
