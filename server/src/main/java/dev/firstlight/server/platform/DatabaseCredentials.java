package dev.firstlight.server.platform;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** As whom pools open their connections: asked for each of them. */
@ApplicationScoped
@Unremovable
class DatabaseCredentials implements CredentialsProvider {

    private final String user;
    private final DatabasePassword password;

    DatabaseCredentials(
            SmallRyeConfig config, @ConfigProperty(name = "firstlight.database.username") Optional<String> user) {
        this.user = user.orElse("firstlight");
        this.password = DatabasePassword.by(config);
    }

    String user() {
        return user;
    }

    String password() {
        return password.now();
    }

    @Override
    public Map<String, String> getCredentials(String name) {
        return Map.of(USER_PROPERTY_NAME, user, PASSWORD_PROPERTY_NAME, password.now());
    }
}
