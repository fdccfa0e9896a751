package dev.firstlight.spring;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.Status;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Tells the actuator of Spring Boot 3 how the client stands. Flags that cannot be had are no reason to take an application
 * down, so it is up whatever the client's state is, which is told beside it.
 */
@AutoConfiguration(after = FirstlightAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
public class FlagHealthAutoConfiguration {

    /** The actuator's indicator {@code firstlight}. */
    @Bean
    public HealthIndicator firstlightHealthIndicator(FlagClient client) {
        return () -> {
            Status status = client.status();
            return Health.up()
                    .withDetail("state", status.state().name())
                    .withDetail("reason", status.reason())
                    .withDetail("revision", client.counts().revision())
                    .build();
        };
    }
}
