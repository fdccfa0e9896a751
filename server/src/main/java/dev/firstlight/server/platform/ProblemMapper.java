package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one table from what went wrong to a problem document. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String PROBLEM_JSON = "application/problem+json";

    private final AllowedMethods allowed;

    ProblemMapper(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response failure(Failure failure) {
        return respond(failure);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(SecurityException e) {
        return respond(Failure.of(
                Failure.Kind.UNAUTHENTICATED,
                e instanceof AuthenticationFailedException && e.getMessage() != null
                        ? e.getMessage()
                        : "Sign in, or send a token as \"Authorization: Bearer …\"."));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return respond(Failure.of(
                Failure.Kind.FORBIDDEN, e.getMessage() == null ? "This credential may not do that." : e.getMessage()));
    }

    // The platform has mappers of its own for the narrower kinds; naming them here takes their place.
    @ServerExceptionMapper({
        JsonProcessingException.class,
        StreamReadException.class,
        MismatchedInputException.class,
        InvalidFormatException.class,
        ValueInstantiationException.class,
        UnrecognizedPropertyException.class
    })
    public Response json(JsonProcessingException e) {
        return respond(ofJson(e));
    }

    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e) {
        return respond(Failure.invalid(e.getConstraintViolations().stream()
                .map(v -> new Problem.Entry(pointer(v.getPropertyPath()), v.getMessage()))
                .toList()));
    }

    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException e, UriInfo uri) {
        return Response.fromResponse(web(e))
                .header(HttpHeaders.ALLOW, String.join(", ", allowed.at(uri.getPath())))
                .build();
    }

    /** The platform finds no resource where it finds none for the method. */
    @ServerExceptionMapper
    public Response notFound(NotFoundException e, UriInfo uri) {
        Set<String> methods = allowed.at(uri.getPath());
        return methods.isEmpty() || e.getCause() != null
                ? web(e)
                : notAllowed(new NotAllowedException(Response.status(405).build()), uri);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return respond(ofJson(json));
        }
        if (e.getCause() instanceof Failure failure) {
            return respond(failure);
        }
        int status = e.getResponse().getStatus();
        if (e.getResponse().hasEntity() || status < 400) {
            return e.getResponse();
        }
        Problem problem = new Problem(
                "about:blank",
                Response.Status.fromStatusCode(status) == null
                        ? "Error"
                        : Response.Status.fromStatusCode(status).getReasonPhrase(),
                status,
                status == 404 ? "There is nothing at this address." : e.getMessage(),
                null,
                null,
                null,
                null);
        return write(problem);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        if (Collision.isIn(e)) {
            LOG.infof("Two requests met: %s", e.getMessage());
            return respond(Failure.of(
                    Failure.Kind.CONFLICT,
                    "Somebody changed or removed this at the same moment; read it again, then send yours."));
        }
        if (ConnectionTrouble.isIn(e)) {
            LOG.warnf("The database did not answer: %s", e.toString());
            return write(Failure.of(
                            Failure.Kind.UNAVAILABLE,
                            "The database does not answer; nothing was changed as far as we know. Try again.")
                    .toProblem(null));
        }
        String traceId = Ids.next();
        LOG.errorf(e, "Unexpected failure, trace %s", traceId);
        return write(new Problem(
                "about:blank",
                "Internal error",
                500,
                "Something failed that should not; the log has it under this trace.",
                null,
                traceId,
                null,
                null));
    }

    private static Failure ofJson(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String fields = unknown.getKnownPropertyIds() == null
                    ? ""
                    : unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return Failure.malformed(
                    pointer(unknown.getPath()),
                    "Unknown field \"" + unknown.getPropertyName() + "\"; take it out. Known here: " + fields + ".");
        }
        if (e instanceof StreamConstraintsException constraints) {
            return Failure.tooDeep(constraints);
        }
        if (e.getCause() instanceof StreamConstraintsException constraints) {
            return Failure.tooDeep(constraints);
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Failure.malformed(pointer(mapping.getPath()), "The value here cannot be taken: " + brief(e));
        }
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return Failure.malformed("", "This is not JSON" + where + ": " + brief(e));
    }

    private static String brief(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.length() > 200 ? message.substring(0, 200) : message;
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        String pointer = "";
        for (JsonMappingException.Reference step : path) {
            pointer = step.getFieldName() == null
                    ? Problem.at(pointer, step.getIndex())
                    : Problem.at(pointer, step.getFieldName());
        }
        return pointer;
    }

    /** Validation names the method's parameter first; the body's own path begins after it. */
    private static String pointer(jakarta.validation.Path path) {
        String pointer = "";
        int depth = 0;
        for (jakarta.validation.Path.Node node : path) {
            if (depth++ < 2 || node.getName() == null) {
                continue;
            }
            if (node.getIndex() != null) {
                pointer = Problem.at(pointer, node.getIndex());
            } else if (node.getKey() != null) {
                pointer = Problem.at(pointer, node.getKey().toString());
            }
            // An element of a list or map has no name of its own.
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                pointer = Problem.at(pointer, node.getName());
            }
        }
        return pointer;
    }

    private static Response respond(Failure failure) {
        return write(failure.toProblem(null));
    }

    private static Response write(Problem problem) {
        Response.ResponseBuilder builder =
                Response.status(problem.status()).type(PROBLEM_JSON).entity(problem);
        if (problem.status() == 401) {
            builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        @Nullable String retry = problem.status() == 429 || problem.status() == 503 ? "1" : null;
        if (retry != null) {
            builder.header(HttpHeaders.RETRY_AFTER, retry);
        }
        return builder.build();
    }
}
