package dev.firstlight.server.secret;

import dev.firstlight.server.platform.Failure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals what is kept for others, such as the secrets of webhooks and of second factors, with the key of the settings. */
@ApplicationScoped
public class Secrets {

    private static final Logger LOG = Logger.getLogger(Secrets.class);

    private final Optional<Keyring> keyring;

    Secrets(SecretsConfig config) {
        this.keyring = read(config);
    }

    /** Wrong settings are found out at the start, not when a secret is wanted. */
    void onStart(@Observes StartupEvent event) {
        if (keyring.isEmpty()) {
            LOG.debug("No FIRSTLIGHT_SECRETS_KEY: what needs one is refused.");
        }
    }

    private static Optional<Keyring> read(SecretsConfig config) {
        List<byte[]> keys = new ArrayList<>();
        config.key().ifPresent(key -> keys.add(decoded("FIRSTLIGHT_SECRETS_KEY", key)));
        config.keyFile().ifPresent(file -> keys.add(decoded("FIRSTLIGHT_SECRETS_KEY_FILE", text(file))));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        for (String key : config.previousKeys().orElse(List.of())) {
            keys.add(decoded("FIRSTLIGHT_SECRETS_PREVIOUS_KEYS", key));
        }
        return Optional.of(new Keyring(keys));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("FIRSTLIGHT_SECRETS_KEY_FILE: " + file + " cannot be read");
        }
    }

    private static byte[] decoded(String setting, String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            if (bytes.length == Keyring.KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The sentence below says it, without the key.
        }
        throw new IllegalArgumentException(
                setting + " is not a key: 32 random bytes in Base64, as \"openssl rand -base64 32\" writes them.");
    }

    /**
     * Seals a text.
     *
     * @param name what it is for and whose, such as {@code totp/<person>}: it opens under no other
     * @throws Failure 409 where no key is set
     */
    public String seal(String name, String text) {
        return required().seal(name, text);
    }

    /**
     * Opens a sealed text.
     *
     * @throws Failure 409 where no key is set, 503 where it was sealed with a key that is not here or was tampered with
     */
    public String open(String name, String sealed) {
        try {
            return required().open(name, sealed);
        } catch (Keyring.Unopened e) {
            LOG.errorf("The secret %s does not open: %s.", name, e.getMessage());
            throw Failure.of(
                    Failure.Kind.UNAVAILABLE,
                    "A secret that this needs cannot be opened; the server's log says which, and what to do.");
        }
    }

    private Keyring required() {
        return keyring.orElseThrow(() -> Failure.of(
                Failure.Kind.CONFLICT,
                "This keeps a secret, and the server has no key to seal it with: set FIRSTLIGHT_SECRETS_KEY or"
                        + " FIRSTLIGHT_SECRETS_KEY_FILE, then start it again."));
    }
}
