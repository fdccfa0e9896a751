package dev.firstlight.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jboss.resteasy.reactive.RestHeader;
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

    /** Counts the points of metrics that releases watch. */
    @POST
    @Consumes(PROTOBUF)
    @Produces(PROTOBUF)
    public Uni<byte[]> protobuf(@RestHeader("Content-Encoding") @Nullable String encoding, byte[] body) {
        ExportMetricsServiceRequest request;
        try {
            request = ExportMetricsServiceRequest.parseFrom(plain(encoding, body));
        } catch (InvalidProtocolBufferException e) {
            throw Failure.of(Failure.Kind.MALFORMED, "This is no ExportMetricsServiceRequest: " + e.getMessage());
        }
        return pushed.take(Caller.of(identity).requireEnvironment(), request).map(answer -> answer.toByteArray());
    }

    /** The same as JSON. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<String> json(@RestHeader("Content-Encoding") @Nullable String encoding, byte[] body) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(new String(plain(encoding, body), StandardCharsets.UTF_8), request);
        } catch (InvalidProtocolBufferException e) {
            throw Failure.of(Failure.Kind.MALFORMED, "This is no ExportMetricsServiceRequest: " + e.getMessage());
        }
        return pushed.take(Caller.of(identity).requireEnvironment(), request.build())
                .map(OtlpResource::written);
    }

    private static String written(com.google.protobuf.MessageOrBuilder answer) {
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
