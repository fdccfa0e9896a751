package dev.firstlight.server.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before several servers: each connection goes to the next of them that takes it. */
public final class Balancer implements AutoCloseable {

    private final ServerSocket listening;
    private final List<RunningServer> servers;
    private final AtomicInteger next = new AtomicInteger();

    /** One before these servers. */
    public Balancer(List<RunningServer> servers) throws IOException {
        this.servers = servers;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Relay.start(this::accept);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Relay.start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            URI uri = URI.create(servers.get(Math.floorMod(next.getAndIncrement(), servers.size()))
                    .url());
            Socket server;
            try {
                server = new Socket(uri.getHost(), uri.getPort());
            } catch (IOException away) {
                continue;
            }
            Relay.between(client, server);
            return;
        }
        client.close();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
