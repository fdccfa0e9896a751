package dev.firstlight.hostile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of raw sockets that answers each connection as a {@link Hostility} says, and counts what clients do to it. */
final class HostileServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Hostility hostility;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "hostile");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    /** The most that were open for a second: one that a client has just left is not noticed at once. */
    final AtomicInteger mostStreams = new AtomicInteger();

    final AtomicInteger connects = new AtomicInteger();

    HostileServer(Hostility hostility) throws IOException {
        this.hostility = hostility;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
        threads.execute(this::watch);
    }

    private void watch() {
        int[] lately = new int[10];
        try {
            for (int i = 0; ; i++) {
                lately[i % lately.length] = streams.get();
                mostStreams.accumulateAndGet(Arrays.stream(lately).min().orElse(0), Math::max);
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connects.incrementAndGet();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (hostility.beforeRequest(client)) {
                return;
            }
            InputStream in = new BufferedInputStream(client.getInputStream());
            String request = head(in);
            if (request.startsWith("GET /sdk/v1/stream")) {
                streams.incrementAndGet();
                threads.execute(() -> awaitEnd(in));
            }
            hostility.answer(request, client.getOutputStream());
        } catch (IOException e) {
            // the client has had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** A stream is open until either side closes it, which a server that never writes again would not notice. */
    private void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // whatever else the client says
            }
        } catch (IOException e) {
            // closed
        } finally {
            streams.decrementAndGet();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < 10_000) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
        for (Socket each : open) {
            each.close();
        }
    }
}
