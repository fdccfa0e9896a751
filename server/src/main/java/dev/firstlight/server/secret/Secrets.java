package dev.firstlight.server.secret;

import dev.firstlight.server.platform.Failure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals what is kept for others, such as the secrets of webhooks and of second factors, with the key of the settings. */
@ApplicationScoped
public class Secrets {

    private static final Logger LOG = Logger.getLogger(Secrets.class);

    private final Optional<Keyring> keyring;

    Secrets(SecretsConfig config) {
        this.keyring = Keys.read(config);
    }

    /** Wrong settings are found out at the start, not when a secret is wanted. */
    void onStart(@Observes StartupEvent event) {
        if (keyring.isEmpty()) {
            LOG.debug("No FIRSTLIGHT_SECRETS_KEY: what needs one is refused.");
        }
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
