package dev.firstlight.client;

import dev.firstlight.core.Context;
import dev.firstlight.source.KillSource;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.telemetry.TelemetryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a {@link FlagClient} together. */
public final class FlagClientBuilder {

    private @Nullable URI url;
    private @Nullable String sdkKey;
    private @Nullable String region;
    private @Nullable Path cacheDirectory;
    private Context context = Context.empty();
    private boolean telemetry = true;
    private boolean sampleContexts;
    private Set<String> privateAttributes = Set.of();
    private @Nullable KillSource kills;
    Duration killEvery = Duration.ofSeconds(5);
    SourceConfig.Timing sourceTiming = SourceConfig.Timing.DEFAULT;
    TelemetryConfig.Timing telemetryTiming = TelemetryConfig.Timing.DEFAULT;

    FlagClientBuilder() {}

    /**
     * The server's address, such as {@code https://flags.example.com}. Required.
     *
     * @throws IllegalArgumentException where it is no address
     */
    public FlagClientBuilder url(String address) {
        return url(URI.create(address));
    }

    /** The server's address. Required. */
    public FlagClientBuilder url(URI address) {
        this.url = Objects.requireNonNull(address, "url");
        return this;
    }

    /** The environment's server key, {@code fls_…}. Required, and a secret. */
    public FlagClientBuilder sdkKey(String key) {
        this.sdkKey = Objects.requireNonNull(key, "sdkKey");
        return this;
    }

    /** The region the application runs in; contexts that name one of their own keep it. Null for none. */
    public FlagClientBuilder region(@Nullable String key) {
        this.region = key;
        return this;
    }

    /** Attributes that every evaluation's context lies over. */
    public FlagClientBuilder context(Context everyContext) {
        this.context = Objects.requireNonNull(everyContext, "context");
        return this;
    }

    /** Where the last ruleset is kept for a start without the server; null, as without this call, for nowhere. */
    public FlagClientBuilder cacheDirectory(@Nullable Path directory) {
        this.cacheDirectory = directory;
        return this;
    }

    /** Whether counts, exposures and receipts are sent; they are unless this says otherwise. Releases need them. */
    public FlagClientBuilder telemetry(boolean send) {
        this.telemetry = send;
        return this;
    }

    /**
     * Whether some of the contexts that ask are sent with telemetry, so that the server can say beforehand whom a change
     * will reach; they are not unless this says so, and the project wants them. Targeting keys and attributes leave the
     * application as keyed hashes, except those that the project allows in clear.
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
     * @throws IllegalArgumentException where the key is none
     */
    public FlagClientBuilder killList(String place, String publicKey) {
        this.kills = KillSource.of(Objects.requireNonNull(place, "place"), publicKey);
        return this;
    }

    /**
     * Starts a client. Returns at once; {@link FlagClient#awaitReady} waits for the first ruleset.
     *
     * @throws IllegalArgumentException where the address or the key is missing, or the address is not one of HTTP
     */
    public FlagClient build() {
        if (url == null
                || url.getHost() == null
                || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException("give the server's address, such as url(\"https://flags.example.com\")");
        }
        // Such a key cannot be sent in a header.
        if (sdkKey == null || !sdkKey.matches("[!-~]+")) {
            throw new IllegalArgumentException("give the environment's server key, such as sdkKey(\"fls_…\")");
        }
        Context base = region == null ? context : context.region(region);
        SourceConfig source = new SourceConfig(url, sdkKey, cacheDirectory, sourceTiming);
        TelemetryConfig reports =
                new TelemetryConfig(url, sdkKey, region, telemetryTiming, sampleContexts, privateAttributes);
        FlagClient client =
                new FlagClient(source, kills == null ? null : kills.every(killEvery), telemetry ? reports : null, base);
        client.start();
        return client;
    }
}
