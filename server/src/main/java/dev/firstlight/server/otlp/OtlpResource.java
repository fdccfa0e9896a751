package dev.firstlight.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP, as OpenTelemetry's exporters and its Collector speak it; metrics only. */
@Cancellable(false)
@Path("/sdk/v1/otlp/v1/metrics")
@RolesAllowed(Role.SDK_SERVER)
class OtlpResource {

    private static final String PROTOBUF = "application/x-protobuf";
    /** As much as comes compressed may be, four times over: exporters' batches repeat themselves. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Pushed pushed;
    private final SecurityIdentity identity;

    OtlpResource(Pushed pushed, SecurityIdentity identity) {
        this.pushed = pushed;
        this.identity = identity;
    }

    /** Counts the points of metrics that releases watch; answers in the form in which it was asked. */
    @POST
    @Consumes({PROTOBUF, MediaType.APPLICATION_JSON})
    @Produces({PROTOBUF, MediaType.APPLICATION_JSON})
    @RequestBody(ref = "OtlpMetrics")
    @APIResponse(responseCode = "200", ref = "OtlpAnswer")
    public Uni<RestResponse<Object>> count(@Context HttpServerRequest request, byte[] body) {
        byte[] plain = plain(request.getHeader("Content-Encoding"), body);
        boolean json = String.valueOf(request.getHeader("Content-Type")).contains("json");
        return pushed.take(Caller.of(identity).requireEnvironment(), json ? json(plain) : protobuf(plain))
                .map(answer -> json
                        ? answer(MediaType.APPLICATION_JSON, written(answer))
                        : answer(PROTOBUF, answer.toByteArray()));
    }

    private static RestResponse<Object> answer(String type, Object body) {
        return RestResponse.ResponseBuilder.ok(body, type).build();
    }

    private static ExportMetricsServiceRequest protobuf(byte[] body) {
        try {
            return ExportMetricsServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    private static ExportMetricsServiceRequest json(byte[] body) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(Json.write(Json.readWhole(body)), request);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
        return request.build();
    }

    private static Failure unreadable(InvalidProtocolBufferException e) {
        return Failure.invalid("", "This is no ExportMetricsServiceRequest of OTLP: " + e.getMessage());
    }

    private static String written(ExportMetricsServiceResponse answer) {
        try {
            return JsonFormat.printer().print(answer);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] plain(@Nullable String encoding, byte[] body) {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw Failure.of(Failure.Kind.UNSUPPORTED, "Content-Encoding is gzip, or nothing.");
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = stream.readNBytes(MOST_BYTES + 1);
            if (plain.length > MOST_BYTES) {
                throw Failure.of(Failure.Kind.TOO_LARGE, "Send less at once: at most " + MOST_BYTES + " bytes.");
            }
            return plain;
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.MALFORMED, "The body is not what gzip makes.");
        }
    }
}
