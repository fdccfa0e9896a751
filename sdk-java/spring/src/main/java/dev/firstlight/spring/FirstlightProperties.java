package dev.firstlight.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How the application's client is set up.
 *
 * @param url the server's address, or several: one is asked until it fails, then the next
 * @param sdkKey the environment's server key; without one, or without an address, the client is offline
 * @param region the region the application runs in
 * @param cacheDirectory where the last ruleset is kept for a start without the server
 * @param bootstrap a ruleset to begin with
 * @param context attributes that every evaluation's context lies over
 * @param telemetry whether counts, exposures and receipts are sent; releases need them
 */
@ConfigurationProperties("firstlight")
public record FirstlightProperties(
        @DefaultValue List<String> url,
        @Nullable String sdkKey,
        @Nullable String region,
        @Nullable String cacheDirectory,
        @Nullable Resource bootstrap,
        @DefaultValue Map<String, String> context,
        @DefaultValue("true") boolean telemetry) {}
