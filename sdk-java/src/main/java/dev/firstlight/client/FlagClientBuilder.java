package dev.firstlight.client;

import dev.firstlight.core.Context;
import dev.firstlight.source.KillSource;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.source.SourceConfig.Following;
import dev.firstlight.telemetry.TelemetryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Puts a {@link FlagClient} together. */
public final class FlagClientBuilder {

    private static final URI NOWHERE = URI.create("http://localhost");

    private List<URI> urls = List.of();
    private @Nullable String sdkKey;
    private @Nullable String region;
    private @Nullable Path cacheDirectory;
    private @Nullable String bootstrap;
    private Following following = Following.STREAM;
    private Context context = Context.empty();
    private boolean telemetry = true;
    private boolean sampleContexts;
    private Set<String> privateAttributes = Set.of();
    private @Nullable KillSource kills;
    private Supplier<@Nullable ServedRequest> currentRequest = ServedRequest::current;
    private final Network network = new Network();
    InstantSource clock = InstantSource.system();
    Duration killEvery = Duration.ofSeconds(5);
    SourceConfig.Timing sourceTiming = SourceConfig.Timing.DEFAULT;
    TelemetryConfig.Timing telemetryTiming = TelemetryConfig.Timing.DEFAULT;

    FlagClientBuilder() {}

    /**
     * The server's address, such as {@code https://flags.example.com}. Required, unless the client is {@link #offline}.
     *
     * @param address with {@code http} or {@code https}, and a path where the server is below one
     * @return this builder
     * @throws IllegalArgumentException where it is no address
     */
    public FlagClientBuilder url(String address) {
        return url(URI.create(address));
    }

    /**
     * The server's address. Required, unless the client is {@link #offline}.
     *
     * @param address with {@code http} or {@code https}, and a path where the server is below one
     * @return this builder
     */
    public FlagClientBuilder url(URI address) {
        this.urls = List.of(Objects.requireNonNull(address, "url"));
        return this;
    }

    /**
     * Several servers' addresses in place of one. The first is asked until it fails, then the next, and after the last the
     * first again. All must know the key.
     *
     * @param addresses one or more
     * @return this builder
     * @throws IllegalArgumentException where one is no address
     */
    public FlagClientBuilder urls(List<String> addresses) {
        this.urls = addresses.stream().map(URI::create).toList();
        return this;
    }

    /**
     * The environment's server key, {@code fls_…}. Required, unless the client is {@link #offline}, and a secret.
     *
     * @param key the key, of visible ASCII characters
     * @return this builder
     */
    public FlagClientBuilder sdkKey(String key) {
        this.sdkKey = Objects.requireNonNull(key, "sdkKey");
        return this;
    }

    /**
     * The region the application runs in; contexts that name one of their own keep it. Null for none.
     *
     * @param key the region's key, or null
     * @return this builder
     */
    public FlagClientBuilder region(@Nullable String key) {
        this.region = key;
        return this;
    }

    /**
     * Attributes that every evaluation's context lies over.
     *
     * @param everyContext the attributes; empty, as without this call, for none
     * @return this builder
     */
    public FlagClientBuilder context(Context everyContext) {
        this.context = Objects.requireNonNull(everyContext, "context");
        return this;
    }

    /**
     * Where the last ruleset is kept for a start without the server; null, as without this call, for nowhere.
     *
     * @param directory a directory, which is made where it is missing, or null
     * @return this builder
     */
    public FlagClientBuilder cacheDirectory(@Nullable Path directory) {
        this.cacheDirectory = directory;
        return this;
    }

    /**
     * A ruleset to begin with, as {@code GET /sdk/v1/ruleset} answers it; for instance one that was bundled with the
     * application. It is served as soon as {@link #build} returns, until a newer one comes from the file of an earlier run
     * or from the server. Null, as without this call, for none.
     *
     * @param ruleset JSON, or null
     * @return this builder
     */
    public FlagClientBuilder bootstrap(@Nullable String ruleset) {
        this.bootstrap = ruleset;
        return this;
    }

    /**
     * Whether the client stays away from the network: it serves its {@link #bootstrap} ruleset, the file of an earlier run,
     * or what {@link FlagClient#serve} is given, and reports nothing.
     *
     * @param stayAway true to stay away; false, as without this call, to follow the server
     * @return this builder
     */
    public FlagClientBuilder offline(boolean stayAway) {
        this.following = stayAway ? Following.OFFLINE : Following.STREAM;
        return this;
    }

    /**
     * Whether the client is for a host that stops between requests, as functions' hosts do. Such a client has no thread:
     * it fetches the ruleset when {@link FlagClient#refresh} is called and reports when {@link FlagClient#flush} is, on the
     * calling thread. Best with a {@link #bootstrap} ruleset.
     *
     * @param stops true for such a host; false, as without this call, to follow the server
     * @return this builder
     */
    public FlagClientBuilder serverless(boolean stops) {
        this.following = stops ? Following.WHEN_ASKED : Following.STREAM;
        return this;
    }

    /**
     * Whether counts, exposures and receipts are sent; they are unless this says otherwise. Releases need them.
     *
     * @param send false for nothing to be sent
     * @return this builder
     */
    public FlagClientBuilder telemetry(boolean send) {
        this.telemetry = send;
        return this;
    }

    /**
     * Whether some of the contexts that ask are sent with telemetry, so that the server can say beforehand whom a change
     * will reach; they are not unless this says so, and the project wants them. Targeting keys and attributes leave the
     * application as keyed hashes, except those that the project allows in clear.
     *
     * @param send true for some to be sent
     * @return this builder
     */
    public FlagClientBuilder sampleContexts(boolean send) {
        this.sampleContexts = send;
        return this;
    }

    /**
     * Attributes of which nothing ever leaves the application, not even as a hash; their names do, where contexts are
     * sampled. Where the targeting key is one of them no contexts are sampled.
     *
     * @param names names, or dotted paths into attributes that are maps
     * @return this builder
     */
    public FlagClientBuilder privateAttributes(String... names) {
        this.privateAttributes = Set.copyOf(Arrays.asList(names));
        return this;
    }

    /**
     * A list, written by {@code firstlight kill}, of flags that are to serve one variant whatever the server says: for when
     * the server cannot say anything. Whoever holds the private key decides; a list stays in force until a newer one lifts
     * it, wherever its place has gone, and with a cache directory over a restart.
     *
     * @param place a file's path, which may be one of a mounted ConfigMap, or an address such as an object store's
     * @param publicKey an Ed25519 public key: PEM, or the base64 in it
     * @return this builder
     * @throws IllegalArgumentException where the key is none
     */
    public FlagClientBuilder killList(String place, String publicKey) {
        this.kills = KillSource.of(Objects.requireNonNull(place, "place"), publicKey);
        return this;
    }

    /**
     * The proxy through which everything goes. Without this call it is the Java runtime's, which its system properties
     * {@code https.proxyHost} and the like name.
     *
     * @param host its name or address
     * @param port 1 to 65535
     * @return this builder
     */
    public FlagClientBuilder proxy(String host, int port) {
        network.proxy(host, port);
        return this;
    }

    /**
     * Whose signatures on servers' certificates are trusted, in place of those that the Java runtime trusts.
     *
     * @param certificates a PEM file of one certificate or more; read by {@link #build}
     * @return this builder
     */
    public FlagClientBuilder trustedCertificates(Path certificates) {
        network.trust(certificates);
        return this;
    }

    /**
     * How the client shows the server who it is, where TLS asks for that.
     *
     * @param certificate a PEM file of the client's certificate, and those that lead to one the server trusts
     * @param key a PEM file of its key: PKCS #8, not encrypted
     * @return this builder
     */
    public FlagClientBuilder clientCertificate(Path certificate, Path key) {
        network.identity(certificate, key);
        return this;
    }

    /**
     * TLS as this says, whatever the calls about certificates say.
     *
     * @param context what connections over TLS are made with
     * @return this builder
     */
    public FlagClientBuilder sslContext(SSLContext context) {
        network.context(Objects.requireNonNull(context, "context"));
        return this;
    }

    /**
     * What runs the callbacks of connections and the application's listeners, in place of threads of the client's own. It
     * must be able to run several at once, and is not shut down.
     *
     * @param executor what runs them
     * @return this builder
     */
    public FlagClientBuilder executor(Executor executor) {
        network.executor(Objects.requireNonNull(executor, "executor"));
        return this;
    }

    /**
     * How evaluations find the request that they are made for, where threads are not enough to tell: see
     * {@link ServedRequest}. Without this call it is the one that is attached to the evaluating thread.
     *
     * @param lookup asked at each evaluation, on its thread; answers null where there is no request, and does not throw
     * @return this builder
     */
    public FlagClientBuilder currentRequest(Supplier<@Nullable ServedRequest> lookup) {
        this.currentRequest = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /**
     * Starts a client. Returns at once; {@link FlagClient#awaitReady} waits for the first ruleset.
     *
     * @return the client, which is to be closed
     * @throws IllegalArgumentException where the address or the key is missing, an address is not one of HTTP, the
     *     bootstrap ruleset is none, or a certificate or its key cannot be read
     */
    public FlagClient build() {
        boolean offline = following == Following.OFFLINE;
        if (!offline && (urls.isEmpty() || !urls.stream().allMatch(FlagClientBuilder::isOfHttp))) {
            throw new IllegalArgumentException("give the server's address, such as url(\"https://flags.example.com\")");
        }
        // Such a key cannot be sent in a header.
        if (!offline && (sdkKey == null || !sdkKey.matches("[!-~]+"))) {
            throw new IllegalArgumentException("give the environment's server key, such as sdkKey(\"fls_…\")");
        }
        List<URI> servers = urls.isEmpty() ? List.of(NOWHERE) : urls;
        String key = sdkKey == null ? "" : sdkKey;
        var settings = network.settings();
        SourceConfig source =
                new SourceConfig(servers, key, cacheDirectory, sourceTiming, following, bootstrap, settings);
        TelemetryConfig reports = new TelemetryConfig(
                servers,
                key,
                region,
                telemetryTiming,
                sampleContexts,
                privateAttributes,
                following == Following.STREAM,
                clock,
                settings);
        FlagClient client = new FlagClient(
                source,
                kills == null ? null : kills.every(killEvery),
                telemetry && !offline ? reports : null,
                region == null ? context : context.region(region),
                new Listeners(following == Following.STREAM ? network.executor() : Runnable::run),
                currentRequest);
        client.start();
        return client;
    }

    private static boolean isOfHttp(URI address) {
        return address.getHost() != null && String.valueOf(address.getScheme()).matches("(?i)https?");
    }
}
