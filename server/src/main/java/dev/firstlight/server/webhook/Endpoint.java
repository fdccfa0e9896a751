package dev.firstlight.server.webhook;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something is delivered to.
 *
 * @param claim by which whoever delivers to it is told from those before
 * @param sealed secrets, the newest first: what signs, or GitHub's token
 * @param ref of deployments; null but for {@link Format#GITHUB}
 */
record Endpoint(
        String id,
        long claim,
        URI url,
        Format format,
        List<String> sealed,
        @Nullable String ref) {}
