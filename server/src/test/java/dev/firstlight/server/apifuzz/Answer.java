package dev.firstlight.server.apifuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param headers by name in lower case
 * @param whole whether the body is all of it, which of a stream it is not
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body, boolean whole, long millis) {

    private static final int SHOWN = 3_000;

    @Nullable
    String header(String name) {
        List<String> all = headers.get(name.toLowerCase(Locale.ROOT));
        return all == null ? null : all.get(0);
    }

    String mediaType() {
        String type = header("content-type");
        return type == null ? "" : type.split(";", -1)[0].trim().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
        return mediaType().endsWith("/json") || mediaType().endsWith("+json");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + headers + "\n"
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "… (" + text.length() + ")" : text);
    }
}
