package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one way out. A name is resolved once, and what it resolves to is looked at and connected to: neither a name that
 * changes its mind nor a redirect leads into the operator's own network. Answers are small, and nobody waits for long.
 */
@ApplicationScoped
public class Outbound {

    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int CONNECT_MS = 5_000;

    /** The last part of a name is a number only where the whole of it is an address. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

    private final HttpClient client;
    private final Set<String> allowed;
    private final Resolver resolver;

    /** Says what addresses a name has. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** By the operator's settings. */
    @Inject
    public Outbound(Vertx vertx, OutboundConfig config) {
        this(vertx, config.allow().orElse(List.of()));
    }

    /** With a list of hosts that may be asked although their addresses are not public. */
    public Outbound(Vertx vertx, List<String> allow) {
        this(vertx, allow, InetAddress::getAllByName);
    }

    Outbound(Vertx vertx, List<String> allow, Resolver resolver) {
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setMaxPoolSize(8)
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false));
        this.allowed = allow.stream().map(Outbound::lower).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * An answer.
     *
     * @param type its media type as it was sent; null where it was not
     * @param body at most a mebibyte
     */
    public record Answer(int status, @Nullable String type, Buffer body) {}

    /**
     * Asks for what is at an address; a redirect is an answer like any other.
     *
     * @param uri http or https, with a host
     * @param patience how long the whole of it may take
     * @return the answer; fails with {@link Unreached} where there is none that one could use
     */
    public Uni<Answer> get(URI uri, Map<String, String> headers, Duration patience) {
        return exchange(HttpMethod.GET, uri, headers, Buffer.buffer(), patience);
    }

    /**
     * Sends a body to an address; otherwise as {@link #get}.
     *
     * @param headers the body's Content-Type among them
     */
    public Uni<Answer> post(URI uri, Map<String, String> headers, Buffer body, Duration patience) {
        return exchange(HttpMethod.POST, uri, headers, body, patience);
    }

    private Uni<Answer> exchange(
            HttpMethod method, URI uri, Map<String, String> headers, Buffer body, Duration patience) {
        AtomicReference<HttpClientRequest> open = new AtomicReference<>();
        return Uni.createFrom()
                .item(() -> server(uri))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(server -> ask(options(method, uri, server, headers), uri, body, open))
                .ifNoItem()
                .after(patience)
                .failWith(() -> new Unreached(uri.getHost() + " did not answer within " + patience.toSeconds() + " s."))
                .onFailure()
                .invoke(e -> cut(open.get()))
                .onFailure(e -> !(e instanceof Unreached))
                .transform(e -> new Unreached(uri.getHost() + " cannot be asked: " + e.getMessage()));
    }

    private static void cut(@Nullable HttpClientRequest request) {
        if (request != null) {
            request.reset();
        }
    }

    private SocketAddress server(URI uri) {
        String host = uri.getHost();
        if (host == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new Unreached("\"" + uri + "\" is no http or https address.");
        }
        if (NUMBER.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw new Unreached(
                    host + " is read differently by different programs: write it as an address, 192.0.2.1.");
        }
        try {
            for (InetAddress address : resolver.resolve(host)) {
                if (allowed.contains(lower(host)) || PublicAddress.is(address)) {
                    return SocketAddress.inetSocketAddress(port(uri), address.getHostAddress());
                }
            }
        } catch (UnknownHostException e) {
            throw new Unreached("There is no host " + host + ".");
        }
        throw new Unreached(
                host + " is in a private network: name it in firstlight.outbound.allow, if it may be asked.");
    }

    private static RequestOptions options(
            HttpMethod method, URI uri, SocketAddress server, Map<String, String> headers) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setServer(server)
                .setHost(uri.getHost())
                .setPort(port(uri))
                .setSsl("https".equals(uri.getScheme()))
                .setURI(uri.getRawPath() + query)
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return options;
    }

    private Uni<Answer> ask(RequestOptions options, URI uri, Buffer body, AtomicReference<HttpClientRequest> open) {
        return Uni.createFrom().emitter(emitter -> client.request(options)
                .onFailure(emitter::fail)
                .onSuccess(request -> {
                    open.set(request);
                    (body.length() == 0 ? request.send() : request.send(body))
                            .onFailure(emitter::fail)
                            .onSuccess(response ->
                                    read(uri, response).onFailure(emitter::fail).onSuccess(emitter::complete));
                }));
    }

    private static io.vertx.core.Future<Answer> read(URI uri, HttpClientResponse response) {
        io.vertx.core.Promise<Answer> promise = io.vertx.core.Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() <= LARGEST_ANSWER) {
                body.appendBuffer(part);
            } else {
                promise.tryFail(new Unreached(uri.getHost() + " answered more than " + LARGEST_ANSWER + " bytes."));
            }
        });
        response.endHandler(end ->
                promise.tryComplete(new Answer(response.statusCode(), response.getHeader("Content-Type"), body)));
        return promise.future();
    }

    private static int port(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
