package dev.firstlight.server.access;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Prints where the console is and, at every start until it is used, the link with which the first person sets up. */
@ApplicationScoped
class SetupLink {

    private static final Logger LOG = Logger.getLogger(SetupLink.class);

    private final OneTimeLinks links;
    private final Addresses addresses;

    SetupLink(OneTimeLinks links, Addresses addresses) {
        this.links = links;
        this.addresses = addresses;
    }

    void print(@ObservesAsync HttpServerStart started) {
        addresses.listening(started.options().getPort());
        LOG.infof("The console is at %s/", addresses.base());
        links.createSetup()
                .subscribe()
                .with(
                        token -> {
                            if (token != null) {
                                LOG.infof(
                                        "Set it up with this link, which works once: %s/setup#token=%s",
                                        addresses.base(), token);
                            }
                        },
                        e -> LOG.errorf("No set-up link could be made: %s", e.getMessage()));
    }
}
