package dev.firstlight.server.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream that is open, and when it ended. */
final class StreamReader implements AutoCloseable {

    private static final int OPENING_MS = 5_000;

    private final Socket socket;
    private volatile long ended;

    private StreamReader(Socket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::read, "stream-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws IOException where it is not served */
    static StreamReader open(int port, String key) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(OPENING_MS);
            socket.getOutputStream()
                    .write(("GET /sdk/v1/stream HTTP/1.1\r\nHost: chaos\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            if (!new String(status, StandardCharsets.US_ASCII).endsWith(" 200")) {
                throw new IOException("refused: " + new String(status, StandardCharsets.US_ASCII));
            }
            socket.setSoTimeout(0);
            return new StreamReader(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void read() {
        byte[] piece = new byte[16_384];
        byte[] tail = new byte[0];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                // The last chunk of an answer ends the stream, though the connection may stay open.
                byte[] both = java.util.Arrays.copyOf(tail, tail.length + read);
                System.arraycopy(piece, 0, both, tail.length, read);
                if (new String(both, StandardCharsets.ISO_8859_1).endsWith("\r\n0\r\n\r\n")) {
                    break;
                }
                tail = java.util.Arrays.copyOfRange(both, Math.max(0, both.length - 8), both.length);
            }
        } catch (IOException e) {
            // Ended, too.
        }
        ended = System.nanoTime();
    }

    /** By {@link System#nanoTime}; 0 while it is open. */
    long ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
