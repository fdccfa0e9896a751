package dev.firstlight.server.delivery;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** How the operating system holds our connections. */
@ApplicationScoped
class ConnectionLimits implements HttpServerOptionsCustomizer {

    /** Left alone it grows to megabytes for each reader who takes nothing, and hides for minutes that it does not. */
    private static final int SEND_BUFFER = 262_144;

    /** After another node's end its clients come to us together. */
    private static final int BACKLOG = 4_096;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(SEND_BUFFER).setAcceptBacklog(BACKLOG);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
