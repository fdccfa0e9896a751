package dev.firstlight.server.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whom a relay follows, for whom. */
@ConfigMapping(prefix = "firstlight.relay")
interface RelayConfig {

    /** The servers' addresses, with commas between; one is followed until it fails, then the next. */
    Optional<List<URI>> upstream();

    /** The server keys of the environments, with commas between: SDKs come with the same. */
    Optional<List<String>> keys();

    /** Where the last rulesets are kept. */
    @WithDefault("relay")
    Path directory();

    /** How long an answer of the server may take. */
    @WithDefault("PT3S")
    Duration answerWithin();

    /** The longest pause before the server is tried again. */
    @WithDefault("PT2S")
    Duration retryWithin();
}
