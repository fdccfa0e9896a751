package dev.firstlight.jaxrs;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import dev.firstlight.client.Subscription;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/**
 * Reports errors and durations of requests for the releases that they met, as {@link ServedRequest} says. Register an
 * instance with the application. It hears of exceptions that nobody maps where the implementation maps them itself, as from
 * Jakarta REST 3.1 on it must. Evaluations count for a request where they are made on the thread that its filters run on.
 */
@Priority(0)
public final class RequestOutcomeFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String PROPERTY = RequestOutcomeFilter.class.getName();
    private static final int SERVER_ERROR = 500;

    private record Begun(ServedRequest served, Thread thread, Subscription attached) {}

    private final FlagClient client;

    /** A filter that reports by this client. */
    public RequestOutcomeFilter(FlagClient client) {
        this.client = client;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        ServedRequest served = ServedRequest.begin(client);
        request.setProperty(PROPERTY, new Begun(served, Thread.currentThread(), served.attach()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PROPERTY) instanceof Begun begun) {
            if (begun.thread == Thread.currentThread()) {
                begun.attached.close();
            }
            begun.served.done(response.getStatus() >= SERVER_ERROR);
        }
    }
}
