package dev.firstlight.server.flagd;

import dev.firstlight.server.access.SdkCallers;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of a call: in its metadata as {@code authorization} or {@code x-api-key}, or within the selector, which every
 * provider can be configured with, and which they send in the metadata, in the body, or in both.
 */
@ApplicationScoped
@GlobalInterceptor
class Credentials implements ServerInterceptor {

    private static final Context.Key<String> KEY = Context.key("firstlight-key");
    private static final Metadata.Key<String> AUTHORIZATION = header("authorization");
    private static final Metadata.Key<String> API_KEY = header("x-api-key");
    private static final Metadata.Key<String> SELECTOR = header("flagd-selector");
    private static final Pattern SECRET = Pattern.compile("\\bfl[sc]_[A-Za-z0-9_-]{20,100}");

    private static Metadata.Key<String> header(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String secret = SdkCallers.secret(headers.get(AUTHORIZATION), headers.get(API_KEY));
        if (secret == null) {
            secret = within(headers.get(SELECTOR));
        }
        return secret == null
                ? next.startCall(call, headers)
                : Contexts.interceptCall(Context.current().withValue(KEY, secret), call, headers, next);
    }

    /** The key of the call that is being answered, null where there is none. */
    static @Nullable String of(String selector) {
        String secret = KEY.get();
        return secret == null ? within(selector) : secret;
    }

    private static @Nullable String within(@Nullable String selector) {
        Matcher secret = SECRET.matcher(selector == null ? "" : selector);
        return secret.find() ? secret.group() : null;
    }
}
