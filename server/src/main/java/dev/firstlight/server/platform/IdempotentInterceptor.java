package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Does what {@link Idempotent} says. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class IdempotentInterceptor {

    private static final String CLAIM = """
            INSERT INTO idempotency (owner, key_hash, request) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING""";
    private static final String KEPT = "SELECT request, answer FROM idempotency WHERE owner = ?1 AND key_hash = ?2";
    private static final String KEEP =
            "UPDATE idempotency SET answer = ?3 WHERE owner = ?1 AND key_hash = ?2 AND answer IS NULL";

    private final CurrentVertxRequest request;
    private final SecurityIdentity identity;
    private final ObjectMapper mapper;

    IdempotentInterceptor(CurrentVertxRequest request, SecurityIdentity identity, ObjectMapper mapper) {
        this.request = request;
        this.identity = identity;
        this.mapper = mapper;
    }

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        RoutingContext routing = request.getCurrent();
        String header = routing == null ? null : routing.request().getHeader("Idempotency-Key");
        if (header == null || routing == null) {
            return call.proceed();
        }
        Idempotency.Key key = Idempotency.Key.of(
                header,
                identity.getPrincipal().getName(),
                routing.request().method() + " " + routing.request().uri() + "\n"
                        + mapper.writeValueAsString(Arrays.asList(call.getParameters())));
        return key == null ? call.proceed() : once(key, call);
    }

    /** Who comes while the first is at it waits at the row, and then gets the same answer. */
    private Uni<Object> once(Idempotency.Key key, InvocationContext call) {
        return Panache.withTransaction(() -> Panache.getSession().flatMap(session -> session.createNativeQuery(CLAIM)
                .setParameter(1, key.owner())
                .setParameter(2, key.hash())
                .setParameter(3, key.request())
                .executeUpdate()
                .flatMap(claimed -> claimed == 1 ? first(session, key, call) : again(session, key))));
    }

    private Uni<Object> first(Mutiny.Session session, Idempotency.Key key, InvocationContext call) {
        return proceed(call).call(answer -> session.createNativeQuery(KEEP)
                .setParameter(1, key.owner())
                .setParameter(2, key.hash())
                .setParameter(3, key.seal(kept(answer, call).text()))
                .executeUpdate());
    }

    @SuppressWarnings("unchecked")
    private static Uni<Object> proceed(InvocationContext call) {
        try {
            return (Uni<Object>) call.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }

    private static Uni<Object> again(Mutiny.Session session, Idempotency.Key key) {
        return session.createNativeQuery(KEPT, Object[].class)
                .setParameter(1, key.owner())
                .setParameter(2, key.hash())
                .getSingleResult()
                .map(row -> IdempotencyRows.answer(key, (String) row[0], (byte[]) row[1])
                        .response());
    }

    private KeptAnswer kept(@Nullable Object answer, InvocationContext call) {
        try {
            if (answer instanceof RestResponse<?> response) {
                return new KeptAnswer(
                        response.getStatus(),
                        response.getHeaderString("ETag"),
                        response.hasEntity() ? Json.read(mapper.writeValueAsString(response.getEntity())) : null);
            }
            ResponseStatus declared = call.getMethod().getAnnotation(ResponseStatus.class);
            int status = declared != null ? declared.value() : answer == null ? 204 : 200;
            return new KeptAnswer(status, null, answer == null ? null : Json.read(mapper.writeValueAsString(answer)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
