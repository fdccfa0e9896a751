package dev.firstlight.server.platform;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What requests are counted by: the template of the operation, or the route, which are the code's own words. Whoever is
 * refused before a route is found (and who asks for what is not there) would else bring a label for each address, and from
 * a number on no request would be counted any more.
 */
@Singleton
class RequestLabels implements HttpServerMetricsTagsContributor, MeterFilter {

    private static final String REQUESTS = "http.server.requests";
    private static final String OTHER = "OTHER";
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    /** Set by the machinery where it knows what a request is for. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String ROUTE = "VertxRoute";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    RequestLabels() {
        known.add(OTHER);
    }

    @Override
    public Tags contribute(Context context) {
        HttpMethod method = context.request().method();
        String uri = uri(context.requestContextLocalData(TEMPLATE), context.requestContextLocalData(ROUTE));
        known.add(uri);
        return Tags.of("uri", uri, "method", METHODS.contains(method) ? method.name() : OTHER);
    }

    static String uri(@Nullable String template, @Nullable String route) {
        String known = template == null || template.isEmpty() ? route : template;
        if (known == null || known.isEmpty() || known.equals("/*")) {
            return OTHER;
        }
        return known.startsWith("/") ? known : "/" + known;
    }

    /** Connections that break in the midst of a request are counted past {@link #contribute}, by their raw address. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!id.getName().equals(REQUESTS)) {
            return MeterFilterReply.NEUTRAL;
        }
        String uri = id.getTag("uri");
        return uri == null || known.contains(uri) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }
}
