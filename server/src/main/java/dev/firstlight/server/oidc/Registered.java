package dev.firstlight.server.oidc;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Outbound;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;

/** The provider that the operator named, if any. What is wrong with the settings is said when the server starts. */
@ApplicationScoped
class Registered {

    private final OidcConfig config;
    private final Outbound outbound;
    private final Clock clock;
    private volatile Optional<Company> company = Optional.empty();

    Registered(OidcConfig config, Outbound outbound, Clock clock) {
        this.config = config;
        this.outbound = outbound;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        company = Registration.of(config).map(registration -> {
            ProviderCalls calls = new ProviderCalls(outbound, config.timeout());
            Provider provider = new Provider(registration.issuer(), calls, config.keysAgainAfter(), clock);
            return new Company(registration, provider, new Exchange(registration, provider, calls));
        });
    }

    Optional<Company> find() {
        return company;
    }

    Company require() {
        return company.orElseThrow(() -> Failure.of(
                Failure.Kind.UNKNOWN,
                "This server knows no identity provider; its operator names one in FIRSTLIGHT_OIDC_ISSUER."));
    }
}
