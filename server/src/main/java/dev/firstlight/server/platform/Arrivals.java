package dev.firstlight.server.platform;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Requests whose bodies have not wholly come yet. They take a place while nothing is done for them, so one address has so
 * many of those places and no more, and a body has so long to come.
 */
final class Arrivals {

    private static final long LONGEST_MS = 30_000;
    private static final long LONGEST_UPLOAD_MS = 300_000;
    private static final int GROUPS_OF_A_NETWORK = 4;

    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final int most;

    /** So many of one address. */
    Arrivals(int most) {
        this.most = most;
    }

    /** Looks after a request until its body is there; false where too many of its address are under way. */
    boolean enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!hasBody(request)) {
            return true;
        }
        String address = address(request);
        if (byAddress.merge(address, 1, Integer::sum) > most) {
            leave(address);
            return false;
        }
        long longest = request.path().contains("/segments/") ? LONGEST_UPLOAD_MS : LONGEST_MS;
        long timer =
                context.vertx().setTimer(longest, late -> request.response().reset());
        AtomicBoolean under = new AtomicBoolean(true);
        Runnable over = () -> {
            if (under.compareAndSet(true, false)) {
                context.vertx().cancelTimer(timer);
                leave(address);
            }
        };
        request.end().onComplete(whole -> over.run());
        // Who is answered before the body was read has no more to send; the connection may be another request's by now.
        context.addEndHandler(answered -> over.run());
        return true;
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many addresses have any. */
    int addresses() {
        return byAddress.size();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || request.getHeader("Transfer-Encoding") != null;
    }

    /** An IPv4 address, or the network that an IPv6 address is in, of which one machine has all. */
    private static String address(HttpServerRequest request) {
        String address = request.remoteAddress() == null
                ? "?"
                : String.valueOf(request.remoteAddress().hostAddress());
        String[] groups = address.split(":", -1);
        return groups.length <= GROUPS_OF_A_NETWORK
                ? address
                : String.join(":", java.util.List.of(groups).subList(0, GROUPS_OF_A_NETWORK));
    }
}
