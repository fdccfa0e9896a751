package dev.firstlight.spring;

import dev.firstlight.client.FlagClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has Spring MVC tell what becomes of requests, unless {@code firstlight.request-outcomes} is false. */
@AutoConfiguration(after = FirstlightAutoConfiguration.class)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "firstlight.request-outcomes", matchIfMissing = true)
public class RequestOutcomeAutoConfiguration {

    /** Adds the interceptor, before all others. */
    @Bean
    public WebMvcConfigurer firstlightRequestOutcomes(FlagClient client) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequestOutcomeInterceptor(client)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}
