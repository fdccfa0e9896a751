package dev.firstlight.server.platform;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** A page that is not the last says where the next is: {@code Link: <…>; rel="next"}, relative to this one. */
class NextPage {

    @ServerResponseFilter
    public void link(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page && page.nextCursor() != null) {
            UriInfo uri = request.getUriInfo();
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.nextCursor())
                    .build()
                    .getRawQuery();
            response.getHeaders().putSingle("Link", "<?" + next + ">; rel=\"next\"");
        }
    }
}
