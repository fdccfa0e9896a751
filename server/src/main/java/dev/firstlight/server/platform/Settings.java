package dev.firstlight.server.platform;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.file.FileSystemConfigSourceFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the service is configured with, for what runs before it or without it. */
public final class Settings {

    private static final int ORDINAL = 260;

    private Settings() {}

    /** Reads the environment, system properties, files of secrets and {@code config/application.properties}, as Quarkus will. */
    public static SmallRyeConfig read() {
        return read(List.of());
    }

    /**
     * The same with mappings, which are checked.
     *
     * @throws io.smallrye.config.ConfigValidationException where something in them cannot be read; its message names it
     */
    public static SmallRyeConfig read(List<Class<?>> mappings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                // Quarkus' own, for durations as 30s.
                .addDiscoveredConverters();
        builder.withSources(new FileSystemConfigSourceFactory());
        mappings.forEach(builder::withMapping);
        // Some are read by their names, beside the mappings.
        builder.withMappingIgnore("firstlight.**");
        Path file = Path.of("config", "application.properties");
        if (Files.isReadable(file)) {
            try {
                builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), ORDINAL));
            } catch (IOException e) {
                throw new DatabaseLauncher.CannotStart("cannot read " + file.toAbsolutePath() + ": " + e.getMessage());
            }
        }
        return builder.build();
    }

    /**
     * Looks at the addresses of what the service stands on.
     *
     * @throws IllegalArgumentException for one that cannot be used; its message names it
     */
    public static void check(SmallRyeConfig config) {
        check(
                config,
                "firstlight.database.url",
                "FIRSTLIGHT_DATABASE_URL",
                "postgresql://",
                "postgresql://host:5432/name");
        check(
                config,
                "firstlight.redis.url",
                "FIRSTLIGHT_REDIS_URL",
                "rediss?://",
                "redis://host:6379, or rediss:// for TLS");
    }

    private static void check(SmallRyeConfig config, String name, String variable, String beginning, String example) {
        config.getOptionalValue(name, String.class).ifPresent(url -> {
            if (!Pattern.compile(beginning).matcher(url).lookingAt()) {
                // Not the address itself: a password may be in it.
                throw new IllegalArgumentException(variable + " is no such address as " + example + ".");
            }
        });
    }

    /** The address links begin with, as far as it is known without a server. */
    public static String publicUrl() {
        return read().getOptionalValue("firstlight.access.public-url", String.class)
                .map(url -> url.replaceAll("/+$", ""))
                .orElseGet(() -> "http://localhost:" + httpPort());
    }

    /** The port that a server with these settings listens on. */
    public static int httpPort() {
        return read().getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
    }
}
