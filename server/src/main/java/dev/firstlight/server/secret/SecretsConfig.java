package dev.firstlight.server.secret;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of the secret room. */
@ConfigMapping(prefix = "firstlight.secrets")
interface SecretsConfig {

    /** What seals secrets in the database: 32 random bytes in Base64, as {@code openssl rand -base64 32} writes them. */
    Optional<String> key();

    /** A file that holds such a key, in place of {@code key}; the embedded database brings one of its own. */
    Optional<Path> keyFile();

    /** Keys of before, which open what they sealed and seal no more. */
    Optional<List<String>> previousKeys();
}
