package dev.firstlight.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One thread that keeps many connections busy, one request at a time on each, and does as little else as it can. */
final class HttpLoad {

    private static final int CONNECTIONS = 64;

    private final byte[] bytes = new byte[1 << 20];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private final byte[] request;
    private final int status;
    private long[] nanos = new long[1 << 16];
    private int count;

    /**
     * What was seen.
     *
     * @param p50 milliseconds, p99 likewise
     * @param size bytes of an answer
     */
    record Seen(double perSecond, double p50, double p99, long size) {}

    private static final class Connection {
        private long sentAt;
        private long left;
        private boolean chunked;
        private boolean inBody;
        private long size;
    }

    private HttpLoad(byte[] request, int status) {
        this.request = request;
        this.status = status;
    }

    /** Sends the same request for a time; fails where an answer has another status. */
    static Seen measure(String url, String request, int status, Duration time) throws IOException {
        return new HttpLoad(request.getBytes(StandardCharsets.US_ASCII), status).run(URI.create(url), time);
    }

    private Seen run(URI uri, Duration time) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
                channels.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection();
                channel.register(selector, SelectionKey.OP_READ, connection);
                send(channel, connection);
            }
            long size = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                selector.select(1_000);
                for (SelectionKey selected : selector.selectedKeys()) {
                    Connection connection = (Connection) selected.attachment();
                    SocketChannel channel = (SocketChannel) selected.channel();
                    if (isWhole(channel, connection)) {
                        took(System.nanoTime() - connection.sentAt);
                        size = connection.size;
                        send(channel, connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return new Seen(count / seconds, at(sorted, 0.5), at(sorted, 0.99), size);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private void send(SocketChannel channel, Connection connection) throws IOException {
        connection.inBody = false;
        connection.size = 0;
        connection.sentAt = System.nanoTime();
        buffer.clear();
        buffer.put(request).flip();
        channel.write(buffer);
    }

    private void took(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    private static double at(long[] sorted, double q) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * q))] / 1e6;
    }

    private boolean isWhole(SocketChannel channel, Connection connection) throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read < 0) {
            throw new IOException("the server closed a connection");
        }
        buffer.flip();
        buffer.get(bytes, 0, read);
        connection.size += read;
        int body = 0;
        if (!connection.inBody) {
            body = head(connection, read);
        }
        if (connection.chunked) {
            return read >= 5 && new String(bytes, read - 5, 5, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
        }
        connection.left -= read - body;
        return connection.left <= 0;
    }

    /** Reads the head, which comes in one piece; gives where the body begins. */
    private int head(Connection connection, int read) throws IOException {
        int end = -1;
        for (int i = 3; i < read; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                end = i + 1;
                break;
            }
        }
        int seen = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        if (end < 0 || seen != status) {
            throw new IOException("not the expected answer: " + new String(bytes, 0, read, StandardCharsets.UTF_8));
        }
        connection.inBody = true;
        connection.left = status == 304 ? 0 : number(end, "content-length:");
        connection.chunked = connection.left < 0;
        return end;
    }

    private long number(int end, String name) {
        for (int line = 0; line < end; line++) {
            if (bytes[line] == '\n' && startsWith(line + 1, name)) {
                long value = 0;
                for (int i = line + 1 + name.length(); bytes[i] != '\r'; i++) {
                    value = bytes[i] == ' ' ? value : value * 10 + bytes[i] - '0';
                }
                return value;
            }
        }
        return -1;
    }

    private boolean startsWith(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[at + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
