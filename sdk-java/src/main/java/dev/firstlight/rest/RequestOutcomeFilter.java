package dev.firstlight.rest;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import dev.firstlight.client.Subscription;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Begins a request when it comes, and ends it when its answer is written, or known where there is nothing to write. */
@PreMatching
final class RequestOutcomeFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

    private static final String SERVED = RequestOutcomeFilter.class.getName();
    private static final String FAILED = SERVED + ".failed";
    private static final int SERVER_ERROR = 500;

    private record Attached(ServedRequest served, Subscription handle) {}

    private final FlagClient client;
    /** Nobody says when a request that goes on elsewhere leaves its thread: the next one that comes there ends that. */
    private final ThreadLocal<@Nullable Attached> attached = new ThreadLocal<>();

    RequestOutcomeFilter(FlagClient client) {
        this.client = client;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        detach();
        ServedRequest served = ServedRequest.begin(client);
        request.setProperty(SERVED, served);
        attached.set(new Attached(served, served.attach()));
    }

    private void detach() {
        Attached before = attached.get();
        if (before != null) {
            before.handle.close();
            attached.remove();
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(SERVED) instanceof ServedRequest served)) {
            return; // it was turned away before it was begun
        }
        Attached here = attached.get();
        if (here != null && here.served == served) {
            detach();
        }
        boolean failed = response.getStatus() >= SERVER_ERROR;
        if (response.hasEntity() && !request.getMethod().equals(HttpMethod.HEAD)) {
            request.setProperty(FAILED, failed);
        } else {
            served.done(failed);
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        boolean written = false;
        try {
            context.proceed();
            written = true;
        } finally {
            if (context.getProperty(SERVED) instanceof ServedRequest served) {
                served.done(!written || Boolean.TRUE.equals(context.getProperty(FAILED)));
            }
        }
    }
}
