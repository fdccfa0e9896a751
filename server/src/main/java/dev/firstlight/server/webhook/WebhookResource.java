package dev.firstlight.server.webhook;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Who is told of what happens in a project. Addresses can be secrets, so that only those may look who may change them. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CONFIGURE)
class WebhookResource {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final SecurityIdentity identity;

    WebhookResource(Webhooks webhooks, Deliveries deliveries, SecurityIdentity identity) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.identity = identity;
    }

    /**
     * How the secret is changed.
     *
     * @param expiresIn how long the one before it signs, too, at most 30 days
     */
    @Schema(name = "WebhookRotation")
    record Rotation(@NotNull @Schema(ref = "KeyExpiry") String expiresIn) {}

    @GET
    public Uni<Page<WebhookView>> list(String project, @BeanParam PageRequest page) {
        return webhooks.list(project, page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Idempotent
    public Uni<WebhookView.WithSecret> create(String project, @Valid @NotNull WebhookRequest request) {
        return webhooks.create(Caller.of(identity), project, request);
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<WebhookView>> get(String project, String id) {
        return webhooks.get(project, id).map(WebhookResource::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<WebhookView>> replace(
            String project,
            String id,
            @Valid @NotNull WebhookRequest request,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        return webhooks.replace(Caller.of(identity), project, id, EntityTag.require(ifMatch, "webhook"), request)
                .map(WebhookResource::answer);
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(String project, String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        return webhooks.delete(Caller.of(identity), project, id, EntityTag.require(ifMatch, "webhook"));
    }

    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    public Uni<WebhookView.WithSecret> rotate(String project, String id, @Valid @NotNull Rotation rotation) {
        return webhooks.rotate(Caller.of(identity), project, id, rotation.expiresIn());
    }

    @POST
    @Path("/{id}/test")
    public Uni<DeliveryView.Try> test(String project, String id) {
        return deliveries.test(project, id, Caller.of(identity).id());
    }

    @GET
    @Path("/{id}/deliveries")
    public Uni<Page<DeliveryView>> deliveries(
            String project,
            String id,
            @RestQuery
                    @Nullable
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"pending", "delivered", "parked"}))
                    String state,
            @BeanParam PageRequest page) {
        if (state != null && !state.matches("pending|delivered|parked")) {
            throw Failure.invalid("/state", "A delivery is pending, delivered or parked.");
        }
        return deliveries.list(project, id, state, page.limit(), page.number());
    }

    @GET
    @Path("/{id}/deliveries/{number}")
    public Uni<DeliveryView.Whole> delivery(String project, String id, long number) {
        return deliveries.get(project, id, number);
    }

    @POST
    @Path("/{id}/deliveries/{number}/redeliver")
    public Uni<DeliveryView> redeliver(String project, String id, long number) {
        return deliveries.again(project, id, number);
    }

    private static RestResponse<WebhookView> answer(WebhookView view) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.OK, view)
                .header("ETag", EntityTag.of(view.version()))
                .build();
    }
}
