package dev.firstlight.server.oidc;

import dev.firstlight.server.platform.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where somebody goes who came in: a page of ours, and nobody else's. */
final class ReturnTo {

    private static final int LONGEST = 2_000;
    private static final String HOME = "/";

    private ReturnTo() {}

    /** Refuses what is no path of the console. */
    static String check(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return HOME;
        }
        if (!isOurs(text)) {
            throw Failure.invalid("/returnTo", "returnTo is a page of this console, for example /projects/shop/flags.");
        }
        return text;
    }

    /** Browsers read some things otherwise than we do, so all that could be read otherwise is refused. */
    static boolean isOurs(String text) {
        if (text.length() > LONGEST || !text.startsWith("/") || text.startsWith("//")) {
            return false;
        }
        try {
            URI uri = new URI(text);
            String path = uri.getRawPath();
            return uri.getScheme() == null
                    && uri.getRawAuthority() == null
                    && uri.toASCIIString().equals(text)
                    && !path.contains("//")
                    && !path.startsWith("/api/")
                    && uri.normalize().getRawPath().equals(path);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
