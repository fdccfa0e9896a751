package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a directory may expect of us: RFC 7644, 4. */
@Cancellable(false)
@Path("/scim/v2")
@Produces({ScimAnswers.TYPE, MediaType.APPLICATION_JSON})
@RolesAllowed(Role.ADMINISTER)
class DiscoveryResource {

    private final ObjectNode config = read("service-provider-config.json");
    private final ObjectNode types = read("resource-types.json");
    private final ObjectNode schemas = read("schemas.json");

    private static ObjectNode read(String name) {
        try (InputStream in = DiscoveryResource.class.getResourceAsStream("/scim/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return (ObjectNode) Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GET
    @Path("/ServiceProviderConfig")
    public Response config() {
        return ScimAnswers.ok(config);
    }

    @GET
    @Path("/ResourceTypes")
    public Response types() {
        return ScimAnswers.ok(types);
    }

    @GET
    @Path("/ResourceTypes/{id}")
    public Response type(String id) {
        return ScimAnswers.ok(one(types, id));
    }

    @GET
    @Path("/Schemas")
    public Response schemas() {
        return ScimAnswers.ok(schemas);
    }

    @GET
    @Path("/Schemas/{id}")
    public Response schema(String id) {
        return ScimAnswers.ok(one(schemas, id));
    }

    private static ObjectNode one(ObjectNode list, String id) {
        for (JsonNode resource : list.path("Resources")) {
            if (resource.path("id").asText().equals(id)) {
                return (ObjectNode) resource;
            }
        }
        throw Failure.unknown("resource", id);
    }
}
