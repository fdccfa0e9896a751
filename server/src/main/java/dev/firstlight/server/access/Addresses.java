package dev.firstlight.server.access;

import jakarta.enterprise.context.ApplicationScoped;

/** The address links begin with. */
@ApplicationScoped
public class Addresses {

    private final AccessConfig config;
    private volatile int port = 8080;

    Addresses(AccessConfig config) {
        this.config = config;
    }

    void listening(int onPort) {
        port = onPort;
    }

    /** Without a slash at its end. */
    public String base() {
        return config.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse("http://localhost:" + port);
    }
}
