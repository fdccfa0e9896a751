package dev.firstlight.spring;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagClientBuilder;
import dev.firstlight.core.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;

/** Makes the application's client, unless the application makes one itself. */
@AutoConfiguration
@EnableConfigurationProperties(FirstlightProperties.class)
public class FirstlightAutoConfiguration {

    /** The client, which is closed with the application. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public FlagClient flagClient(FirstlightProperties properties) throws IOException {
        FlagClientBuilder builder = FlagClient.builder()
                .region(properties.region())
                .context(Context.of(properties.context()))
                .cacheDirectory(properties.cacheDirectory() == null ? null : Path.of(properties.cacheDirectory()))
                .bootstrap(text(properties.bootstrap()))
                .telemetry(properties.telemetry());
        if (properties.url().isEmpty() || properties.sdkKey() == null) {
            return builder.offline(true).build();
        }
        return builder.urls(properties.url()).sdkKey(properties.sdkKey()).build();
    }

    private static @Nullable String text(@Nullable Resource resource) throws IOException {
        return resource == null ? null : resource.getContentAsString(StandardCharsets.UTF_8);
    }
}
