package dev.firstlight.server.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A line to a server that can be cut as a network is: nobody is told, and nothing gets through until it heals. */
public final class Line implements AutoCloseable {

    private static final int PIECE = 16_384;
    private static final int LOOK_MS = 20;

    private final ServerSocket socket;
    private final URI to;
    private volatile boolean cut;
    private volatile int slowMs;

    private Line(ServerSocket socket, URI to) {
        this.socket = socket;
        this.to = to;
    }

    /** Opens one to a server. */
    public static Line to(String url) throws IOException {
        Line line = new Line(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(url));
        Relay.start(line::accept);
        return line;
    }

    /** Where it begins. */
    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on nothing gets through. */
    public void cut() {
        cut = true;
    }

    /** What waited gets through, and all that comes. */
    public void heal() {
        cut = false;
    }

    /** From now on everything takes so long, each way. */
    public void slow(int millis) {
        slowMs = millis;
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket near = socket.accept();
            Socket far = new Socket(to.getHost(), to.getPort());
            Relay.start(() -> pass(near, far));
            Relay.start(() -> pass(far, near));
        }
    }

    private void pass(Socket from, Socket into) throws IOException {
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(slowMs);
                while (cut) {
                    Thread.sleep(LOOK_MS);
                }
                out.write(piece, 0, read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
