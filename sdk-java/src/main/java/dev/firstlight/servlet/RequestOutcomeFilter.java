package dev.firstlight.servlet;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import dev.firstlight.client.Subscription;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Reports errors and durations of requests for the releases that they met, as {@link ServedRequest} says. Place it before
 * other filters, and let it support asynchronous requests.
 */
public final class RequestOutcomeFilter implements Filter {

    private static final String ATTRIBUTE = RequestOutcomeFilter.class.getName();
    private static final int SERVER_ERROR = 500;

    private final FlagClient client;

    /**
     * A filter that reports by this client.
     *
     * @param client what evaluates and reports
     */
    public RequestOutcomeFilter(FlagClient client) {
        this.client = client;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(ATTRIBUTE) instanceof ServedRequest begun) {
            // Dispatched again: whoever began it ends it.
            try (Subscription attached = begun.attach()) {
                chain.doFilter(request, response);
            }
            return;
        }
        ServedRequest served = ServedRequest.begin(client);
        request.setAttribute(ATTRIBUTE, served);
        boolean returned = false;
        try (Subscription attached = served.attach()) {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            if (returned && request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Ending(served), request, response);
            } else {
                served.done(!returned || failed(response));
            }
        }
    }

    private static boolean failed(ServletResponse response) {
        return response instanceof HttpServletResponse http && http.getStatus() >= SERVER_ERROR;
    }

    /** Ends an asynchronous request. */
    private record Ending(ServedRequest served) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            ServletResponse response = event.getSuppliedResponse();
            served.done(response != null && failed(response));
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            served.done(true);
        }

        @Override
        public void onError(AsyncEvent event) {
            served.done(true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }
    }
}
