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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many readers of the stream that behave as an SDK does: told of several nodes they go to the next where one ends, is
 * silent for half a minute or refuses, with full jitter, and say what they have. They keep how long each change took, and
 * whether a position ever went back.
 */
final class Applications implements AutoCloseable {

    private static final long SILENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long CONNECTING = TimeUnit.SECONDS.toNanos(10);
    private static final byte[] ID = "\nid: ".getBytes(StandardCharsets.US_ASCII);

    private final List<InetSocketAddress> nodes = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
    private final Random random = new Random(1);
    private final String key;
    private final Thread thread;
    private long[] waits = new long[1 << 16];
    private int waited;
    private long observations;
    private long backwards;
    private volatile boolean spreading;
    private volatile boolean closed;

    /** How long changes took to arrive, in milliseconds after the edit was acknowledged. */
    record Waits(int count, double p50, double p99, double max) {}

    /** One of them. */
    private final class Reader {
        private int node;
        private @Nullable SocketChannel channel;
        private boolean connected;
        private long heard;
        private long due;
        private int failures;
        private long position;
        private int matched;
        private boolean dashed;
        private long number;
        private boolean answered;

        private Reader(int node) {
            this.node = node;
        }

        private void connect() throws IOException {
            SocketChannel next = SocketChannel.open();
            next.configureBlocking(false);
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel = next;
            connected = false;
            answered = false;
            matched = 0;
            heard = System.nanoTime();
            next.register(selector, SelectionKey.OP_CONNECT, this);
            next.connect(nodes.get(node));
        }

        private void connected() throws IOException {
            SocketChannel open = channel;
            if (open == null || !open.finishConnect()) {
                return;
            }
            connected = true;
            String resume = position == 0 ? "" : "Last-Event-ID: 1-" + position + "\r\n";
            open.register(selector, SelectionKey.OP_READ, this);
            open.write(ByteBuffer.wrap(("GET /sdk/v1/stream HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key
                            + "\r\n" + resume + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
        }

        private void read() throws IOException {
            SocketChannel open = channel;
            if (open == null) {
                return;
            }
            buffer.clear();
            int count = open.read(buffer);
            if (count < 0) {
                throw new IOException("ended");
            }
            heard = System.nanoTime();
            buffer.flip();
            if (!answered && count > 9) {
                answered = true;
                if (buffer.get(9) != '2') {
                    throw new IOException("refused");
                }
                failures = 0;
            }
            while (buffer.hasRemaining()) {
                take(buffer.get());
            }
        }

        /** Finds {@code id: epoch-revision} at the beginning of a line. */
        private void take(byte b) {
            if (matched < ID.length) {
                matched = b == ID[matched] ? matched + 1 : b == ID[0] ? 1 : 0;
                number = 0;
                dashed = false;
            } else if (b == '-') {
                dashed = true;
                number = 0;
            } else if (b >= '0' && b <= '9') {
                number = number * 10 + b - '0';
            } else {
                matched = b == ID[0] ? 1 : 0;
                if (dashed) {
                    at(number);
                }
            }
        }

        private void at(long revision) {
            long now = System.nanoTime();
            synchronized (Applications.this) {
                observations++;
                if (revision < position) {
                    backwards++;
                }
                for (long one = position + 1; position > 0 && one <= revision; one++) {
                    Long since = acknowledged.get(one);
                    keep(since == null ? 0 : Math.max(0, now - since));
                }
                position = revision;
            }
        }

        private void lost() {
            SocketChannel open = channel;
            channel = null;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                // It was over before.
            }
            node = (node + 1) % nodes.size();
            long bound = TimeUnit.SECONDS.toNanos(1) << Math.min(5, failures++);
            due = System.nanoTime() + (long) (random.nextDouble() * Math.min(bound, TimeUnit.SECONDS.toNanos(30)));
        }
    }

    private Applications(List<String> urls, String key, int count) throws IOException {
        for (String url : urls) {
            URI uri = URI.create(url);
            nodes.add(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
        this.key = key;
        for (int i = 0; i < count; i++) {
            readers.add(new Reader(i % urls.size()));
        }
        this.thread = new Thread(this::run, "applications");
        thread.setDaemon(true);
    }

    static Applications start(List<String> urls, String key, int count) throws IOException {
        Applications applications = new Applications(urls, key, count);
        applications.thread.start();
        return applications;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(5);
                for (SelectionKey selected : selector.selectedKeys()) {
                    serve(selected);
                }
                selector.selectedKeys().clear();
                look();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(SelectionKey selected) {
        Reader reader = (Reader) selected.attachment();
        try {
            if (!selected.isValid()) {
                return;
            }
            if (selected.isConnectable()) {
                reader.connected();
            } else if (selected.isReadable()) {
                reader.read();
            }
        } catch (IOException e) {
            reader.lost();
        }
    }

    /** All go back to where they were at first, so that each node has its share. */
    void spread() throws InterruptedException {
        spreading = true;
        while (spreading) {
            Thread.sleep(5);
        }
    }

    private void goHome() {
        for (int i = 0; i < readers.size(); i++) {
            Reader reader = readers.get(i);
            int home = i % nodes.size();
            if (reader.node != home) {
                reader.lost();
                reader.node = home;
                reader.failures = 0;
            }
        }
        spreading = false;
    }

    private void look() {
        if (spreading) {
            goHome();
        }
        long now = System.nanoTime();
        for (Reader reader : readers) {
            try {
                if (reader.channel == null && now >= reader.due) {
                    reader.connect();
                } else if (reader.channel != null && now - reader.heard > (reader.connected ? SILENCE : CONNECTING)) {
                    reader.lost();
                }
            } catch (IOException e) {
                reader.lost();
            }
        }
    }

    private void keep(long wait) {
        if (waited == waits.length) {
            waits = Arrays.copyOf(waits, waited * 2);
        }
        waits[waited++] = wait;
    }

    /** An edit was acknowledged just now. */
    void acknowledged(long revision) {
        acknowledged.put(revision, System.nanoTime());
    }

    /** What was kept since this was last asked. */
    synchronized Waits take() {
        long[] sorted = Arrays.copyOf(waits, waited);
        waited = 0;
        Arrays.sort(sorted);
        int count = sorted.length;
        return count == 0
                ? new Waits(0, 0, 0, 0)
                : new Waits(
                        count, sorted[count / 2] / 1e6, sorted[(int) (count * 0.99)] / 1e6, sorted[count - 1] / 1e6);
    }

    /** How many have a revision. */
    synchronized long at(long revision) {
        return readers.stream().filter(reader -> reader.position >= revision).count();
    }

    /** How many there are. */
    int count() {
        return readers.size();
    }

    synchronized long observations() {
        return observations;
    }

    /** How often one went back. */
    synchronized long backwards() {
        return backwards;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        thread.join();
        for (Reader reader : readers) {
            reader.lost();
        }
        selector.close();
    }
}
