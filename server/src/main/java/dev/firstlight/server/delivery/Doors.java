package dev.firstlight.server.delivery;

import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.Traces;
import dev.firstlight.server.ruleset.Past;
import dev.firstlight.server.ruleset.RulesetSupply;
import dev.firstlight.server.ruleset.SegmentVersions;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/** What SDKs fetch and hear, in a process that is no application of Quarkus. */
public final class Doors {

    /** What is configured by {@code firstlight.delivery}; to be among the mappings. */
    public static final Class<?> SETTINGS = DeliveryConfig.class;

    private final Streams streams;

    /** Opens them on a router. */
    public Doors(
            Vertx vertx,
            Router router,
            RulesetSupply rulesets,
            Past past,
            SegmentVersions segments,
            ServerKeys keys,
            SmallRyeConfig config,
            Meters meters) {
        DeliveryConfig limits = config.getConfigMapping(DeliveryConfig.class);
        Editions editions = new Editions(rulesets, past);
        Payloads payloads = new Payloads(limits);
        streams = new Streams(rulesets, editions, keys, limits, vertx, meters, new Traces(OpenTelemetry.noop()));
        streams.begin();
        new RulesetRoute(keys, rulesets, editions, payloads).register(router);
        new SegmentRoute(keys, rulesets, segments, payloads).register(router);
        new StreamRoute(keys, rulesets, editions, streams, payloads, limits).register(router);
    }

    /** How a server holds the connections of many streams. */
    public static HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions();
        new ConnectionLimits().customizeHttpServer(options);
        return options;
    }
}
