package dev.firstlight.server.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentSkipListSet;

/** Hears each hint that nodes give each other over Redis, and remembers when. */
final class HintEar implements AutoCloseable {

    private final ConcurrentSkipListSet<Long> heard = new ConcurrentSkipListSet<>();
    private final Socket socket;

    HintEar(String url) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
        socket.getOutputStream().write("*2\r\n$10\r\nPSUBSCRIBE\r\n$1\r\n*\r\n".getBytes(StandardCharsets.US_ASCII));
        Thread thread = new Thread(this::listen, "hint-ear");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            while (in.read(buffer) >= 0) {
                heard.add(System.nanoTime());
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** When the first was heard after a moment; the moment itself where none was. */
    long after(long nanos) {
        Long first = heard.ceiling(nanos);
        return first == null ? nanos : first;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
