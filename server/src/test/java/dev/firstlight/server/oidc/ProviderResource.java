package dev.firstlight.server.oidc;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The provider that the server under test knows. */
public class ProviderResource implements QuarkusTestResourceLifecycleManager {

    @SuppressWarnings("NullAway.Init") // before any test
    static TestProvider provider;

    private Map<String, String> settings = Map.of();

    @Override
    public void init(Map<String, String> arguments) {
        settings = arguments;
    }

    @Override
    public Map<String, String> start() {
        try {
            provider = new TestProvider();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "firstlight.oidc.issuer", provider.issuer(),
                "firstlight.oidc.client-id", TestProvider.CLIENT,
                "firstlight.oidc.client-secret", TestProvider.SECRET,
                "firstlight.oidc.name", "Aurora",
                "firstlight.oidc.timeout", "3s",
                "firstlight.oidc.keys-again-after", "0s",
                "firstlight.outbound.allow", "127.0.0.1",
                "firstlight.access.public-url", "https://flags.example.org/",
                "firstlight.access.passwords", "admins"));
        all.putAll(settings);
        return all;
    }

    @Override
    public void stop() {
        provider.close();
    }
}
