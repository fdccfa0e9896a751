package dev.firstlight.server.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
        run(this::accept);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection is over.
                    }
                },
                "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            run(() -> connect(client));
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
            run(() -> copy(client, server));
            run(() -> copy(server, client));
            return;
        }
        client.close();
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
