package dev.firstlight.server.platform;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the service is configured with, for what runs before it or without it. */
public final class Settings {

    private static final int ORDINAL = 260;

    private Settings() {}

    /** Reads the environment, system properties and {@code config/application.properties}, as Quarkus will. */
    public static SmallRyeConfig read() {
        return read(List.of());
    }

    /**
     * The same with mappings, which are checked.
     *
     * @throws io.smallrye.config.ConfigValidationException where something in them cannot be read; its message names it
     */
    public static SmallRyeConfig read(List<Class<?>> mappings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        mappings.forEach(builder::withMapping);
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

    /** The address links begin with, as far as it is known without a server. */
    public static String publicUrl() {
        SmallRyeConfig config = read();
        return config.getOptionalValue("firstlight.access.public-url", String.class)
                .map(url -> url.replaceAll("/+$", ""))
                .orElseGet(() -> "http://localhost:"
                        + config.getOptionalValue("quarkus.http.port", Integer.class)
                                .orElse(8080));
    }
}
