package dev.firstlight.server.oidc;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Unreached;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests to the provider, by the one way out: what the library writes is sent there, and it reads what came back. */
final class ProviderCalls {

    private static final int AWAY = 500;

    private final Outbound outbound;
    private final Duration patience;

    ProviderCalls(Outbound outbound, Duration patience) {
        this.outbound = outbound;
        this.patience = patience;
    }

    /** The text of a document. */
    Uni<String> document(URI uri, Map<String, String> headers) {
        return outbound.get(uri, headers, patience)
                .map(answer -> {
                    if (answer.status() != 200) {
                        throw refused(uri, answer.status());
                    }
                    return text(answer);
                })
                .onFailure(Unreached.class)
                .transform(ProviderCalls::away);
    }

    /** Sends a form, and gives what was answered, of whatever status. */
    Uni<HTTPResponse> send(HTTPRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, values.get(0)));
        headers.put("Accept", "application/json");
        Buffer body = Buffer.buffer(request.getBody() == null ? "" : request.getBody());
        return outbound.post(request.getURI(), headers, body, patience)
                .map(answer -> {
                    if (answer.status() >= AWAY) {
                        throw refused(request.getURI(), answer.status());
                    }
                    return response(answer);
                })
                .onFailure(Unreached.class)
                .transform(ProviderCalls::away);
    }

    private static HTTPResponse response(Outbound.Answer answer) {
        HTTPResponse response = new HTTPResponse(answer.status());
        try {
            response.setEntityContentType(ContentType.parse(answer.type()));
        } catch (java.text.ParseException e) {
            throw new NotLetIn(Problem.PROVIDER_WRONG, null, "the provider sent no media type that can be read");
        }
        response.setBody(text(answer));
        return response;
    }

    private static String text(Outbound.Answer answer) {
        return answer.body().toString(StandardCharsets.UTF_8);
    }

    private static NotLetIn refused(URI uri, int status) {
        return new NotLetIn(
                status >= AWAY ? Problem.PROVIDER_AWAY : Problem.PROVIDER_WRONG,
                null,
                uri.getHost() + uri.getPath() + " answered " + status);
    }

    private static NotLetIn away(Throwable why) {
        return new NotLetIn(Problem.PROVIDER_AWAY, null, String.valueOf(why.getMessage()));
    }

    /** What came proves nothing. */
    static NotLetIn unreadable(String what, ParseException e) {
        return new NotLetIn(
                Problem.PROVIDER_WRONG, null, "the provider's " + what + " cannot be read: " + e.getMessage());
    }
}
