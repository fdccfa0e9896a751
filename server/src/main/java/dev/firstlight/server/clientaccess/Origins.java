package dev.firstlight.server.clientaccess;

import dev.firstlight.server.platform.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Origins of pages, as browsers send them: {@code https://shop.example.org}, or {@code *} for all. */
final class Origins {

    static final String ANY = "*";
    private static final int MOST = 100;

    private Origins() {}

    /** The origins as they are compared; refuses what no browser would send. */
    static List<String> checked(List<String> origins) {
        if (origins.size() > MOST) {
            throw Failure.invalid("/origins", "At most " + MOST + " origins are kept; use \"*\" for all.");
        }
        Set<String> checked = new TreeSet<>();
        for (int i = 0; i < origins.size(); i++) {
            String origin = normal(origins.get(i));
            if (origin == null) {
                throw Failure.invalid(
                        "/origins/" + i,
                        "\"" + origins.get(i) + "\" is no origin; write it as a browser does, such as"
                                + " \"https://shop.example.org\" or \"http://localhost:3000\", without a path.");
            }
            checked.add(origin);
        }
        return List.copyOf(checked);
    }

    private static @Nullable String normal(@Nullable String origin) {
        if (origin == null || origin.equals(ANY)) {
            return origin;
        }
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty());
            boolean usual = ("https".equals(uri.getScheme()) && uri.getPort() == 443)
                    || ("http".equals(uri.getScheme()) && uri.getPort() == 80);
            if (!bare || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return null;
            }
            return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 || usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static boolean hold(Iterable<String> origins, String origin) {
        String asked = origin.toLowerCase(Locale.ROOT);
        for (String each : origins) {
            if (each.equals(ANY) || each.equals(asked)) {
                return true;
            }
        }
        return false;
    }
}
