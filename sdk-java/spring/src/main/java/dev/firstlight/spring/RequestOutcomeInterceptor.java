package dev.firstlight.spring;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import dev.firstlight.client.Subscription;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Reports errors and durations of requests for the releases that they met, as {@link ServedRequest} says. Evaluations count
 * for a request where they are made on a thread that Spring MVC handles it on.
 */
public final class RequestOutcomeInterceptor implements AsyncHandlerInterceptor {

    private static final String SERVED = RequestOutcomeInterceptor.class.getName();
    private static final String ATTACHED = SERVED + ".attached";
    private static final int SERVER_ERROR = 500;

    private final FlagClient client;

    /** An interceptor that reports by this client. */
    public RequestOutcomeInterceptor(FlagClient client) {
        this.client = client;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return true; // the page about a failure that was seen before
        }
        ServedRequest served =
                request.getAttribute(SERVED) instanceof ServedRequest begun ? begun : ServedRequest.begin(client);
        request.setAttribute(SERVED, served);
        request.setAttribute(ATTACHED, served.attach());
        return true;
    }

    /** The thread goes on to other requests; another will come back to this one. */
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        detach(request);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        detach(request);
        if (request.getDispatcherType() != DispatcherType.ERROR
                && request.getAttribute(SERVED) instanceof ServedRequest served) {
            served.done(failure != null || response.getStatus() >= SERVER_ERROR);
        }
    }

    private static void detach(HttpServletRequest request) {
        if (request.getAttribute(ATTACHED) instanceof Subscription attached) {
            request.removeAttribute(ATTACHED);
            attached.close();
        }
    }
}
