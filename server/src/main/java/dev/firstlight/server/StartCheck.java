package dev.firstlight.server;

import dev.firstlight.server.access.AccessSettings;
import dev.firstlight.server.oidc.OidcSettings;
import dev.firstlight.server.platform.Settings;
import dev.firstlight.server.secret.SecretSettings;
import io.smallrye.config.SmallRyeConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at all settings before anything starts, so that what is wrong is one line, and nothing is half there. */
final class StartCheck {

    /** Of the rooms, each for itself. */
    static final List<String> MAPPINGS = List.of(
            "access.AccessConfig",
            "access.RateLimitConfig",
            "client.ClientConfig",
            "clientaccess.ClientAccessConfig",
            "delivery.DeliveryConfig",
            "lifecycle.LifecycleConfig",
            "mcp.McpConfig",
            "metric.MetricConfig",
            "ofrep.EventsConfig",
            "oidc.OidcConfig",
            "platform.AdmissionConfig",
            "platform.OutboundConfig",
            "platform.ServerConfig",
            "ruleset.RulesetConfig",
            "secret.SecretsConfig",
            "webhook.WebhookConfig");

    private static final Map<String, Class<?>> READ_BY_NAME = Map.of(
            "quarkus.http.port", Integer.class,
            "quarkus.management.port", Integer.class,
            "firstlight.audit.anchor-every", Duration.class,
            "firstlight.access.refusals-every", Duration.class);

    private StartCheck() {}

    /**
     * Reads every setting.
     *
     * @throws RuntimeException for one that cannot be used; its message names it
     */
    static void run() {
        List<Class<?>> mappings = new ArrayList<>();
        for (String name : MAPPINGS) {
            try {
                mappings.add(Class.forName(StartCheck.class.getPackageName() + "." + name));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        SmallRyeConfig config = Settings.read(mappings);
        READ_BY_NAME.forEach((name, type) -> read(config, name, type));
        Settings.check(config);
        AccessSettings.check(config);
        OidcSettings.check(config);
        SecretSettings.check(config);
    }

    private static void read(SmallRyeConfig config, String name, Class<?> type) {
        try {
            config.getOptionalValue(name, type);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " is \"" + config.getConfigValue(name).getValue() + "\": " + e.getMessage());
        }
    }
}
