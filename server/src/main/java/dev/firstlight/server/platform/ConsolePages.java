package dev.firstlight.server.platform;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console is one page: an address that is no file and no endpoint gets that page, and the page finds its way. A
 * browser asks for the page anew each time, so that it never runs yesterday's console against today's server; what the
 * page loads is named by its content and kept. All of it is answered from memory: files that are piped into an answer
 * over HTTP/2 lose their end now and then, and a browser then waits for ever.
 */
@ApplicationScoped
class ConsolePages {

    private static final String PAGE = "/index.html";
    private static final Pattern LOADED = Pattern.compile("/assets/[\\w.-]+");
    private static final Pattern BESIDE = Pattern.compile("/[^/]*\\.[^/]*");
    private static final String ANEW = "no-cache";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final List<String> ENDPOINTS =
            List.of("/api", "/sdk", "/client", "/ofrep", "/flagd", "/openfeature", "/scim", "/mcp", "/q");

    /** Those that there are: whoever asks for others takes no memory. */
    private final Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

    void register(@Observes Router router) {
        // Before the endpoints, which would answer what they do not know themselves.
        router.route().order(0).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        boolean loaded = LOADED.matcher(path).matches();
        if (loaded || BESIDE.matcher(path).matches()) {
            answer(context, path, loaded ? FOR_EVER : ANEW);
        } else if (path.startsWith("/assets/")
                || ENDPOINTS.stream().anyMatch(e -> path.equals(e) || path.startsWith(e + "/"))) {
            context.next();
        } else {
            answer(context, PAGE, ANEW);
        }
    }

    private void answer(RoutingContext context, String path, String cacheControl) {
        ConsoleFile file = file(path);
        if (file == null) {
            context.next();
        } else {
            file.answer(context.request(), cacheControl);
        }
    }

    private @Nullable ConsoleFile file(String path) {
        ConsoleFile known = files.get(path);
        if (known != null) {
            return known;
        }
        ConsoleFile file = ConsoleFile.read(path);
        if (file != null) {
            files.put(path, file);
        }
        return file;
    }
}
