package dev.firstlight.client;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What is special about a client's connections. */
final class Network {

    private @Nullable ProxySelector proxy;
    private @Nullable SSLContext context;
    private @Nullable Executor executor;
    private Tls tls = new Tls(null, null, null);

    void proxy(String host, int port) {
        proxy = ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
    }

    void context(SSLContext ready) {
        context = ready;
    }

    void trust(Path certificates) {
        tls = new Tls(certificates, tls.certificate(), tls.key());
    }

    void identity(Path certificate, Path key) {
        tls = new Tls(tls.trusted(), certificate, key);
    }

    void executor(Executor given) {
        executor = given;
    }

    @Nullable
    Executor executor() {
        return executor;
    }

    /** What is done to every client of HTTP; made once, so that a file that is missing is told when it is made. */
    Consumer<HttpClient.Builder> settings() {
        ProxySelector through = proxy;
        Executor on = executor;
        boolean ordinary = tls.trusted() == null && tls.certificate() == null;
        SSLContext secure = context != null || ordinary ? context : tls.context();
        return client -> {
            if (through != null) {
                client.proxy(through);
            }
            if (secure != null) {
                client.sslContext(secure);
            }
            if (on != null) {
                client.executor(on);
            }
        };
    }
}
