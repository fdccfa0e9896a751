package dev.firstlight.spring;

import dev.firstlight.client.FlagClient;
import dev.firstlight.micrometer.FlagClientMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Gives the client's figures to Micrometer, where the application has it. */
@AutoConfiguration(after = FirstlightAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
public class FlagMetricsAutoConfiguration {

    /** What Spring Boot binds to every registry. */
    @Bean
    public FlagClientMetrics flagClientMetrics(FlagClient client) {
        return new FlagClientMetrics(client);
    }
}
